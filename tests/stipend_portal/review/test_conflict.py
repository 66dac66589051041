"""The question about jäv before a case is opened, and saying later that one has it."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from home.models import User
from stipend_portal.models import Application, ConflictOfInterest, Round
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.services.protection import protect
from stipend_portal.states import Role
from tests.factories.portal import clear_of_conflict, make_application, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def asked(case: Application) -> User:
    """A case officer who has answered about nothing."""
    return make_staff(Role.CASE_OFFICER, rounds=[case.round], declared=False)


def url(case: Application) -> str:
    """The address of the case."""
    return f"/admin/arenden/{case.pk}/"


def post(client: Client, case: Application, **data: str) -> HttpResponse:
    """Answer."""
    return client.post(f"{url(case)}jav/", data)


def answer_of(user: User) -> tuple[bool, str]:
    """What someone has answered about the only case."""
    return ConflictOfInterest.objects.values_list("has_conflict", "ground").get(user=user)


@pytest.mark.parametrize("address", ["", "jav/"])
def test_an_officer_who_has_not_answered_sees_the_number_and_the_question(
    as_user: SignIn, asked: User, case: Application, address: str
) -> None:
    response = as_user(asked).get(url(case) + address)
    assert response.status_code == 200
    page = text(response)
    assert f"Do you have jäv in {case.reference}?" in page
    assert [word for word in ("Alva", "Türi", "4 000", "Exempelomgång") if word in page] == []
    # Neither answer is chosen from the start.
    assert " checked" not in page


def test_no_answers_the_question_and_leads_to_the_case(
    as_user: SignIn, asked: User, case: Application
) -> None:
    client = as_user(asked)
    response = post(client, case, answer="no", ground=Ground.PARTY)
    assert (response.status_code, response.headers["Location"]) == (302, url(case))
    assert answer_of(asked) == (False, "")
    assert "Alva Exempel" in text(client.get(url(case)))


def test_yes_leads_to_a_page_that_says_who_can_correct_it_and_the_case_is_gone(
    as_user: SignIn, asked: User, case: Application, officer: User, secretary: User, auditor: User
) -> None:
    client = as_user(asked)
    response = post(client, case, answer="yes", ground=Ground.PARTY)
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/admin/jav/sagt/{case.round_id}/",
    )
    assert answer_of(asked) == (True, "party")
    gone = client.get(response.headers["Location"])
    assert gone.context["correctors"] == [str(officer), str(secretary)]
    assert case.reference not in text(gone)
    assert [client.get(url(case) + end).status_code for end in ("", "jav/", "handlagg/")] == [404] * 3
    assert post(client, case, answer="no").status_code == 404


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({}, "Choose one of the two."),
        ({"answer": "perhaps"}, "Select a valid choice."),
        ({"answer": "yes"}, "Choose why you have jäv."),
    ],
)
def test_half_an_answer_is_shown_again_and_saves_nothing(
    as_user: SignIn, asked: User, case: Application, data: dict[str, str], error: str
) -> None:
    response = post(as_user(asked), case, **data)
    assert response.status_code == 422
    assert error in text(response)
    assert not ConflictOfInterest.objects.filter(user=asked).exists()


def test_someone_who_reads_the_case_says_later_that_she_has_jav(
    as_user: SignIn, officer: User, case: Application
) -> None:
    clear_of_conflict([officer], [case])
    client = as_user(officer)
    assert f'href="{url(case)}jav/"' in text(client.get(url(case)))
    page = client.get(f"{url(case)}jav/")
    assert page.status_code == 200
    assert "Alva" not in text(page)
    assert post(client, case).status_code == 422
    assert post(client, case, ground=Ground.OTHER).status_code == 302
    assert answer_of(officer) == (True, "other")
    assert client.get(url(case)).status_code == 404


def test_a_secretary_is_not_asked_and_can_say_that_she_has_jav(
    as_user: SignIn, secretary: User, case: Application
) -> None:
    client = as_user(secretary)
    assert client.get(url(case)).status_code == 200
    response = post(client, case, ground=Ground.SUPERVISION)
    assert client.get(url(case)).status_code == 404
    # She is never asked about others, so the page leads on to the list of cases.
    assert client.get(response.headers["Location"]).context["back"] == "/admin/arenden/"


def test_an_auditor_reads_and_answers_nothing(as_user: SignIn, auditor: User, case: Application) -> None:
    client = as_user(auditor)
    assert f"{url(case)}jav/" not in text(client.get(url(case)))
    assert client.get(f"{url(case)}jav/").status_code == 403
    assert post(client, case, ground=Ground.OTHER).status_code == 403


def test_a_board_member_answers_under_the_number_and_is_led_to_where_she_assesses(
    as_user: SignIn, case: Application
) -> None:
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[case.round])
    client = as_user(member)
    assert client.get(url(case)).status_code == 404
    assert "Alva" not in text(client.get(f"{url(case)}jav/"))
    assert post(client, case, answer="no").headers["Location"] == f"/admin/bedomning/{case.pk}/"
    assert post(client, case, ground=Ground.PARTY).status_code == 302
    assert answer_of(member) == (True, "party")


def test_the_applicant_and_officers_of_other_rounds_are_not_asked(as_user: SignIn, case: Application) -> None:
    elsewhere = make_staff(Role.CASE_OFFICER, rounds=[make_application().round])
    own = make_application(round=case.round, applicant=make_staff(Role.CASE_OFFICER, rounds=[case.round]))
    for person, about in ((elsewhere, case), (own.applicant, own)):
        client = as_user(person)
        assert [client.get(url(about) + end).status_code for end in ("", "jav/")] == [404, 404]


def test_the_page_after_a_yes_is_for_those_who_work_in_the_round(
    as_user: SignIn, officer: User, auditor: User, round_: Round
) -> None:
    address = f"/admin/jav/sagt/{round_.pk}/"
    assert as_user(auditor).get(address).status_code == 404
    assert as_user(make_staff(Role.CASE_OFFICER)).get(address).status_code == 404
    # She is the only one: the page says what to do instead of naming nobody.
    assert "nobody else has such a role" in text(as_user(officer).get(address))


def test_the_last_officer_of_a_protected_case_is_told_to_name_someone_first(
    as_user: SignIn, officer: User, case: Application
) -> None:
    clear_of_conflict([officer], [case])
    protect(application=case, actor=officer, reason="Sekretessmarkering")
    response = post(as_user(officer), case, ground=Ground.PARTY)
    assert response.status_code == 409
    assert "Name another case officer" in text(response)
    assert answer_of(officer) == (False, "")
