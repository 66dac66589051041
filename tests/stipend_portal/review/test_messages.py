"""The officer's side of the messages."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Message, Round
from stipend_portal.services.message import send_message
from stipend_portal.states import FINAL, Role, State
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(case: Application) -> str:
    """The address of the form."""
    return f"/admin/arenden/{case.pk}/meddelande/"


def say(case: Application, words: str = "Hej! Får jag byta datum?") -> Message:
    """A message from the applicant."""
    return send_message(application=case, actor=case.applicant, text=words)


def test_a_message_is_sent_by_post(as_user: SignIn, officer: User, case: Application) -> None:
    client = as_user(officer)
    before = portal_snapshot()
    assert client.get(url(case)).status_code == 200
    assert portal_snapshot() == before
    response = client.post(url(case), {"text": "Ja, det går bra.", "seen": "0"})
    assert (response.status_code, response["Location"]) == (302, f"/admin/arenden/{case.pk}/")
    assert list(case.correspondence.values_list("from_applicant", "text")) == [(False, "Ja, det går bra.")]


def test_the_form_says_who_reads_it_and_what_becomes_of_it(
    as_user: SignIn, officer: User, case: Application
) -> None:
    page = text(as_user(officer).get(url(case)))
    assert "The applicant reads this" in page
    assert "It becomes an official document." in page


def test_the_form_shows_the_conversation_so_far(as_user: SignIn, officer: User, case: Application) -> None:
    message = say(case)
    response = as_user(officer).get(url(case))
    assert message.text in text(response)
    assert f'name="seen" value="{message.pk}"' in text(response)


@pytest.mark.parametrize(
    ("words", "error"), [("  ", "Write your message."), ("x" * 3001, "at most 3000 characters")]
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    as_user: SignIn, officer: User, case: Application, words: str, error: str
) -> None:
    message = say(case)
    response = as_user(officer).post(url(case), {"text": words, "seen": "7"})
    assert response.status_code == 422
    assert error in text(response)
    assert words.strip() in text(response)
    assert 'name="seen" value="7"' in text(response)
    assert list(case.correspondence.all()) == [message]


def test_the_same_click_three_times_is_one_message(as_user: SignIn, officer: User, case: Application) -> None:
    client = as_user(officer)
    for _click in range(3):
        assert client.post(url(case), {"text": "Hej!", "seen": "0"}).status_code == 302
    assert case.correspondence.count() == 1


@pytest.mark.parametrize("state", sorted(FINAL))
def test_words_that_come_too_late_are_shown_again(
    as_user: SignIn, officer: User, round_: Round, state: State
) -> None:
    case = make_application(round=round_, state=state)
    response = as_user(officer).post(url(case), {"text": "Ord som inte får gå bort."})
    assert response.status_code == 409
    assert "Ord som inte får gå bort." in text(response)
    page = text(as_user(officer).get(f"/admin/arenden/{case.pk}/"))
    assert url(case) not in page


def test_the_case_page_shows_the_conversation_and_the_way_to_write(
    as_user: SignIn, officer: User, case: Application
) -> None:
    say(case, "Hej <b>alla</b>!")
    page = text(as_user(officer).get(f"/admin/arenden/{case.pk}/"))
    assert "Hej &lt;b&gt;alla&lt;/b&gt;!" in page
    assert f'href="{url(case)}"' in page


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_those_who_only_read_see_the_conversation_and_no_way_to_write(
    as_user: SignIn, case: Application, role: Role
) -> None:
    message = say(case)
    client = as_user(make_staff(role, rounds=[case.round]))
    page = text(client.get(f"/admin/arenden/{case.pk}/"))
    assert message.text in page
    assert url(case) not in page
    assert client.get(url(case)).status_code == 403
    assert client.post(url(case), {"text": "Hej!"}).status_code == 403


def test_an_officer_of_another_round_finds_no_form(as_user: SignIn, case: Application) -> None:
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[make_round()]))
    assert client.get(url(case)).status_code == 404
    assert client.post(url(case), {"text": "Hej!"}).status_code == 404
    assert not Message.objects.exists()


def test_the_list_shows_the_cases_with_a_message_to_answer(
    as_user: SignIn, officer: User, case: Application
) -> None:
    answered, withdrawn = make_application(round=case.round), make_application(round=case.round)
    for each in (case, answered, withdrawn):
        say(each)
    send_message(application=answered, actor=officer, text="Svar.")
    Application.objects.filter(pk=withdrawn.pk).update(state=State.WITHDRAWN)
    rows = as_user(officer).get("/admin/arenden/?flag=message").context["rows"]
    assert [row.reference for row in rows] == [case.reference]


def test_a_message_is_settled_by_post_after_it_has_been_shown(
    as_user: SignIn, officer: User, case: Application
) -> None:
    message = say(case, "Tack!")
    client, address = as_user(officer), f"{url(case)}inget-svar/"
    before = portal_snapshot()
    page = text(client.get(address))
    assert portal_snapshot() == before
    assert ("Tack!" in page, f'name="seen" value="{message.pk}"' in page) == (True, True)
    assert client.post(address, {"seen": message.pk}).status_code == 302
    assert case.events.filter(kind="message_settled").count() == 1
    assert client.post(address, {"seen": message.pk}).status_code == 409


def test_a_message_that_came_after_the_page_was_opened_is_not_settled(
    as_user: SignIn, officer: User, case: Application
) -> None:
    first = say(case, "Tack!")
    say(case, "Men vänta!")
    response = as_user(officer).post(f"{url(case)}inget-svar/", {"seen": first.pk})
    assert response.status_code == 409
    assert not case.events.filter(kind="message_settled").exists()


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_those_who_only_read_settle_nothing(as_user: SignIn, case: Application, role: Role) -> None:
    say(case)
    client = as_user(make_staff(role, rounds=[case.round]))
    assert client.post(f"{url(case)}inget-svar/").status_code == 403
