"""Protected identity: marking, naming, and opening a case, which is written in its log."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Assignment, OutboxMessage, Round
from stipend_portal.models.event import EventKind
from stipend_portal.services.protection import name_person, protect
from stipend_portal.states import Role, State
from tests.factories.conflicts import make_protected
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.stored import make_attachment
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def marker(case: Application) -> User:
    """A case officer of the round, who has answered about the case."""
    return make_staff(Role.CASE_OFFICER, rounds=[case.round])


@pytest.fixture
def protected(case: Application, marker: User) -> Application:
    """A case with protected identity."""
    protect(application=case, actor=marker, reason="Sekretessmarkering")
    case.refresh_from_db()
    return case


def url(case: Application, end: str = "") -> str:
    """An address under the case."""
    return f"/admin/arenden/{case.pk}/{end}"


def openings(case: Application) -> list[str]:
    """Who has opened the case."""
    return list(case.events.filter(kind=EventKind.OPENED).values_list("actor_name", flat=True))


def test_an_officer_marks_a_case_with_a_reason_and_goes_on_to_name_others(
    as_user: SignIn, case: Application, marker: User
) -> None:
    client = as_user(marker)
    assert f'href="{url(case, "skydda/")}"' in text(client.get(url(case)))
    assert client.post(url(case, "skydda/"), {"reason": ""}).status_code == 422
    response = client.post(url(case, "skydda/"), {"reason": "Sekretessmarkering"})
    assert response.headers["Location"] == url(case, "namngivna/")
    case.refresh_from_db()
    assert case.protected


def test_before_marking_the_page_tells_who_will_know_of_the_case(
    as_user: SignIn, case: Application, marker: User
) -> None:
    handler = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    for person in (handler, marker):
        case.assignments.create(user=person, kind=Assignment.Kind.ASSESSOR)
    page = as_user(marker).get(url(case, "skydda/"))
    assert [each.user for each in page.context["others"]] == [handler]


def test_an_officer_takes_the_mark_away(as_user: SignIn, protected: Application, marker: User) -> None:
    client = as_user(marker)
    client.post(url(protected, "oppna/"))
    assert f'href="{url(protected, "sluta-skydda/")}"' in text(client.get(url(protected)))
    assert client.get(url(protected, "sluta-skydda/")).status_code == 200
    response = client.post(url(protected, "sluta-skydda/"), {"reason": "Hotet har upphört"})
    assert response.headers["Location"] == url(protected)
    protected.refresh_from_db()
    assert not protected.protected


@pytest.mark.parametrize("end", ["skydda/", "sluta-skydda/", "namngivna/"])
def test_others_who_read_the_case_neither_mark_nor_name(
    as_user: SignIn, case: Application, secretary: User, end: str
) -> None:
    client = as_user(secretary)
    assert url(case, "skydda/") not in text(client.get(url(case)))
    assert client.get(url(case, end)).status_code == 403
    assert client.post(url(case, end), {"reason": "-"}).status_code == 403


@pytest.mark.parametrize("end", ["sluta-skydda/", "namngivna/"])
def test_what_is_not_marked_has_no_mark_to_take_away_and_nobody_to_name(
    as_user: SignIn, case: Application, marker: User, end: str
) -> None:
    assert as_user(marker).get(url(case, end)).status_code == 409


def test_one_more_person_is_named_and_taken_off_again(
    as_user: SignIn, protected: Application, marker: User, secretary: User
) -> None:
    client = as_user(marker)
    client.post(url(protected, "oppna/"))
    named = url(protected, "namngivna/")
    form = client.get(named).context["form"]
    assert list(form.fields["person"].queryset) == [secretary]
    response = client.post(named, {"person": secretary.pk})
    assert response.headers["Location"] == named
    naming = protected.assignments.get(user=secretary)
    take_off = f"{named}{naming.pk}/ta-bort/"
    assert f'href="{take_off}"' in text(client.get(named))
    assert str(secretary) in text(client.get(take_off))
    assert client.post(take_off).headers["Location"] == named
    assert not protected.assignments.filter(user=secretary).exists()


@pytest.mark.parametrize("person", ["", "0", "abc"])
def test_nobody_is_named_without_a_choice(
    as_user: SignIn, protected: Application, marker: User, person: str
) -> None:
    client = as_user(marker)
    client.post(url(protected, "oppna/"))
    response = client.post(url(protected, "namngivna/"), {"person": person})
    assert response.status_code == 422
    assert protected.assignments.count() == 1


def test_the_last_officer_cannot_take_herself_off_until_she_has_named_another(
    as_user: SignIn, protected: Application, marker: User
) -> None:
    own = protected.assignments.get(user=marker)
    address = url(protected, f"namngivna/{own.pk}/ta-bort/")
    client = as_user(marker)
    client.post(url(protected, "oppna/"))
    response = client.post(address)
    assert response.status_code == 409
    assert "Name another case officer" in text(response)
    other = make_staff(Role.CASE_OFFICER, rounds=[protected.round])
    name_person(application=protected, person=other, actor=marker)
    assert client.post(address).headers["Location"] == "/admin/arenden/"
    assert client.get(url(protected)).status_code == 404


def test_nothing_of_the_case_is_shown_before_it_is_opened_and_reading_changes_nothing(
    as_user: SignIn, protected: Application, marker: User
) -> None:
    file = make_attachment(protected)
    client = as_user(marker)
    before = portal_snapshot()
    for end in ("", "handlagg/", "meddelande/", f"bilaga/{file.pk}/", "version/1/kopia.pdf", "namngivna/"):
        response = client.get(url(protected, end))
        wanted = f"{url(protected, 'oppna/')}?till={url(protected, end)}".replace("/", "%2F")
        assert response.headers["Location"].replace("/", "%2F") == wanted, end
    page = text(client.get(url(protected, "oppna/")))
    assert f"Open the case {protected.reference}?" in page
    assert [word for word in ("Alva", "Türi") if word in page] == []
    assert portal_snapshot() == before


def test_opening_is_an_event_and_lets_this_session_read_for_a_quarter_of_an_hour(
    as_user: SignIn, protected: Application, marker: User
) -> None:
    file = make_attachment(protected)
    client = as_user(marker)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        response = client.post(f"{url(protected, 'oppna/')}?till={url(protected, f'bilaga/{file.pk}/')}")
        assert response.headers["Location"] == url(protected, f"bilaga/{file.pk}/")
        clock.shift(timedelta(minutes=14, seconds=59))
        assert client.get(response.headers["Location"]).status_code == 200
        assert "Alva Exempel" in text(client.get(url(protected)))
        clock.shift(timedelta(seconds=2))
        assert client.get(url(protected)).status_code == 302
    assert openings(protected) == [str(marker)]


def test_another_session_opens_the_case_for_itself(
    as_user: SignIn, protected: Application, marker: User
) -> None:
    as_user(marker).post(url(protected, "oppna/"))
    assert as_user(marker).get(url(protected)).status_code == 302


def test_one_opened_case_opens_no_other(as_user: SignIn, protected: Application, marker: User) -> None:
    other = make_application(round=protected.round)
    protect(application=other, actor=marker, reason="-")
    client = as_user(marker)
    client.post(url(protected, "oppna/"))
    assert client.get(url(other)).status_code == 302
    client.post(url(other, "oppna/"))
    assert [client.get(url(case)).status_code for case in (protected, other)] == [200, 200]


def test_what_is_sent_after_the_minutes_changes_nothing_and_is_given_back(
    as_user: SignIn, protected: Application, marker: User
) -> None:
    words = "Hej Alva!\n\nHär är <b>mina</b> ord."
    before = portal_snapshot()
    response = as_user(marker).post(url(protected, "meddelande/"), {"text": words, "seen": "0"})
    assert response.status_code == 409
    assert response.context["words"] == words
    assert response.context["open_url"] == url(protected, "oppna/")
    assert "The case is closed again" in text(response)
    assert portal_snapshot() == before


def test_its_letter_is_in_no_batch_and_is_read_when_the_case_has_been_opened(
    as_user: SignIn, round_: Round, officer: User
) -> None:
    case = make_protected(officer, round=round_, state=State.DECIDED)
    letter = case.messages.get(kind=OutboxMessage.Kind.DECISION_LETTER)
    client = as_user(officer)
    page = client.get("/admin/brev/")
    [waiting] = page.context["rounds"][0].letters
    assert (waiting.reference, waiting.may_release) == (case.reference, False)
    assert f'href="{url(case, f"brev/{letter.pk}/")}"' in text(page)
    assert "Alva" not in text(page)
    assert "Alva" not in text(client.post("/admin/brev/slapp/", {"letter": letter.pk}, follow=True))
    pdf = f"/admin/brev/{letter.pk}.pdf"
    assert client.get(pdf).headers["Location"].startswith(url(case, "oppna/"))
    client.post(url(case, "oppna/"))
    assert client.get(pdf).headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    "wanted", ["https://example.org/", "//example.org/admin/", "/", "/mina-ansokningar/", "javascript:1", ""]
)
def test_opening_leads_nowhere_but_into_the_admin(
    as_user: SignIn, protected: Application, marker: User, wanted: str
) -> None:
    response = as_user(marker).post(f"{url(protected, 'oppna/')}?till={wanted}")
    assert response.headers["Location"] == url(protected)


def test_there_is_nothing_to_open_in_an_ordinary_case(
    as_user: SignIn, case: Application, marker: User
) -> None:
    client = as_user(marker)
    assert client.get(url(case, "oppna/")).headers["Location"] == url(case)
    client.post(url(case, "oppna/"))
    assert openings(case) == []


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR])
def test_for_those_who_are_not_named_there_is_no_such_case(
    as_user: SignIn, protected: Application, role: Role
) -> None:
    client = as_user(make_staff(role, rounds=[protected.round]))
    ends = ("", "oppna/", "jav/", "namngivna/", "skydda/")
    assert [client.get(url(protected, end)).status_code for end in ends] == [404] * 5
    assert client.post(url(protected, "oppna/")).status_code == 404
    assert openings(protected) == []


def test_someone_named_who_has_not_answered_is_asked_first(
    as_user: SignIn, protected: Application, marker: User
) -> None:
    asked = make_staff(Role.CASE_OFFICER, rounds=[protected.round], declared=False)
    name_person(application=protected, person=asked, actor=marker)
    client = as_user(asked)
    assert "Do you have jäv" in text(client.get(url(protected)))
    assert client.get(url(protected, "oppna/")).status_code == 404
    client.post(url(protected, "jav/"), {"answer": "no"})
    assert client.get(url(protected)).headers["Location"].startswith(url(protected, "oppna/"))


def test_a_named_board_member_opens_the_case_too(
    as_user: SignIn, protected: Application, marker: User
) -> None:
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[protected.round])
    name_person(application=protected, person=member, actor=marker)
    client = as_user(member)
    client.post(url(protected, "jav/"), {"answer": "no"})
    assert client.get(url(protected, "oppna/")).status_code == 200
    response = client.post(url(protected, "oppna/"))
    assert response.headers["Location"] == f"/admin/bedomning/{protected.pk}/"
    assert openings(protected) == [str(member)]
    assert client.get(response.headers["Location"]).status_code == 200


def test_an_officer_of_another_round_has_no_such_case(as_user: SignIn, protected: Application) -> None:
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[make_round()]))
    assert client.get(url(protected, "oppna/")).status_code == 404
