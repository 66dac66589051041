"""The page on which people are chosen for a case."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Assignment, Round
from stipend_portal.phases import Phase
from stipend_portal.services.assignment import set_assessors, set_handler
from stipend_portal.services.conflict import declare
from stipend_portal.services.protection import protect
from stipend_portal.states import Role, State
from tests.factories.assessing import make_assessor
from tests.factories.portal import clear_of_conflict, make_application, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(case: Application) -> str:
    """The address of the page."""
    return f"/admin/arenden/{case.pk}/tilldela/"


def seen(*pairs: tuple[str, User]) -> str:
    """How it stood when the page was made, as the page posts it back."""
    return ",".join(sorted(f"{kind}-{person.pk}" for kind, person in pairs))


@pytest.fixture
def board(round_: Round, case: Application) -> list[User]:
    """Two board members without jäv."""
    return [make_assessor(round_, first_name=name) for name in ("Anna", "Bo")]


def test_the_people_are_saved_together(
    as_user: SignIn, officer: User, case: Application, board: list[User]
) -> None:
    client = as_user(officer)
    before = portal_snapshot()
    assert client.get(url(case)).status_code == 200
    assert portal_snapshot() == before
    chosen = {"handler": officer.pk, "assessors": [person.pk for person in board], "seen": ""}
    response = client.post(url(case), chosen)
    assert (response.status_code, response["Location"]) == (302, f"/admin/arenden/{case.pk}/")
    assert set(case.assignments.values_list("kind", "user")) == {
        ("handler", officer.pk),
        *(("assessor", person.pk) for person in board),
    }


def test_a_case_that_nobody_has_is_offered_to_the_reader(
    as_user: SignIn, officer: User, case: Application
) -> None:
    other = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    form = as_user(officer).get(url(case)).context["form"]
    assert form["handler"].initial == str(officer.pk)
    assert [value for value, _words in form.fields["handler"].choices] == [str(officer.pk), str(other.pk), ""]


def test_each_person_is_shown_with_her_load(
    as_user: SignIn, officer: User, case: Application, board: list[User]
) -> None:
    other = make_application(round=case.round)
    clear_of_conflict(board, [other])
    set_handler(application=other, actor=officer, person=officer)
    set_assessors(application=other, actor=officer, people=board[:1])
    fields = as_user(officer).get(url(case)).context["form"].fields
    assert [str(words) for _value, words in fields["handler"].choices] == [f"{officer} (1 case)", "Nobody"]
    assert [str(words) for _value, words in fields["assessors"].choices] == [
        f"{board[0]} (1 case)",
        f"{board[1]} (0 cases)",
    ]


def test_whoever_has_jav_is_not_in_the_list_and_cannot_be_posted(
    as_user: SignIn, officer: User, case: Application, board: list[User]
) -> None:
    declare(application=case, actor=board[0], has_conflict=True)
    client = as_user(officer)
    assert str(board[0]) not in text(client.get(url(case)))
    response = client.post(url(case), {"handler": "", "assessors": [board[0].pk], "seen": ""})
    assert response.status_code == 422
    assert not Assignment.objects.exists()


def test_it_is_told_what_the_first_assignment_of_a_round_means(
    as_user: SignIn, officer: User, case: Application, board: list[User]
) -> None:
    client = as_user(officer)
    assert "Nothing is shared out in the round" in text(client.get(url(case)))
    set_assessors(application=case, actor=officer, people=board)
    assert "Nothing is shared out in the round" not in text(client.get(url(case)))


def test_whoever_has_begun_to_assess_cannot_be_taken_off(
    as_user: SignIn, officer: User, case: Application, board: list[User]
) -> None:
    set_assessors(application=case, actor=officer, people=board)
    case.assessments.create(assessor=board[0], version=case.latest_version)
    stood = seen(*(("assessor", person) for person in board))
    response = as_user(officer).post(url(case), {"handler": officer.pk, "assessors": [], "seen": stood})
    assert response.status_code == 422
    assert f"{board[0]} has begun to assess the case" in text(response)
    assert case.assignments.count() == 2


def test_a_page_that_is_out_of_date_changes_nothing(
    as_user: SignIn, officer: User, case: Application
) -> None:
    set_handler(application=case, actor=officer, person=officer)
    response = as_user(officer).post(url(case), {"handler": "", "seen": ""})
    assert response.status_code == 409
    assert case.assignments.count() == 1


def test_the_last_officer_who_knows_of_a_protected_case_stays(
    as_user: SignIn, officer: User, case: Application
) -> None:
    set_handler(application=case, actor=officer, person=officer)
    protect(application=case, actor=officer, reason="Skyddad folkbokföring.")
    case.assignments.filter(kind="named").delete()
    chosen = {"handler": "", "seen": seen(("handler", officer))}
    client = as_user(officer)
    client.post(f"/admin/arenden/{case.pk}/oppna/")
    response = client.post(url(case), chosen)
    assert response.status_code == 422
    assert "Nobody who can open the case would be left" in text(response)
    assert case.assignments.count() == 1


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_those_who_only_read_are_refused(as_user: SignIn, case: Application, role: Role) -> None:
    client = as_user(make_staff(role, rounds=[case.round]))
    assert [client.get(url(case)).status_code, client.post(url(case)).status_code] == [403, 403]


def test_a_withdrawn_case_and_a_closed_round_are_left_alone(
    as_user: SignIn, officer: User, case: Application, round_: Round
) -> None:
    client = as_user(officer)
    withdrawn = make_application(round=round_, state=State.WITHDRAWN)
    assert client.get(url(withdrawn)).status_code == 409
    Round.objects.update(phase=Phase.CLOSED)
    assert client.post(url(case), {"handler": officer.pk, "seen": ""}).status_code == 409
    assert not Assignment.objects.exists()
