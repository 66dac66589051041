"""Giving a case to a handler and to assessors."""

import pytest

from home.models import User
from stipend_portal.models import Application, Assignment, Round
from stipend_portal.phases import Phase
from stipend_portal.services.assignment import may_be, set_assessors, set_handler
from stipend_portal.services.conflict import declare
from stipend_portal.services.errors import LastOneNamed, NotAllowed, WrongPhase, WrongState
from stipend_portal.services.protection import protect
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.assessing import make_assessed_round, make_assessor, make_case
from tests.factories.portal import make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

Kind = Assignment.Kind


@pytest.fixture
def round_(db: None) -> Round:
    return make_assessed_round()


@pytest.fixture
def officer(round_: Round) -> User:
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def other(round_: Round) -> User:
    """Another officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def board(round_: Round) -> list[User]:
    return [make_assessor(round_) for _number in range(2)]


@pytest.fixture
def case(round_: Round, officer: User, other: User, board: list[User]) -> Application:
    return make_case(round_, *board)


def people(case: Application, kind: str) -> list[User]:
    """Who is on the case as this."""
    return [each.user for each in case.assignments.filter(kind=kind)]


def told(case: Application) -> list[tuple[str, str, str]]:
    """What the log says about assignments."""
    events = case.events.filter(kind__in=["assigned", "unassigned"])
    return [(event.kind, event.data["person"], event.data["as"]) for event in events]


@pytest.mark.sqlite
def test_an_officer_takes_a_case_gives_it_away_and_leaves_it_to_nobody(
    case: Application, officer: User, other: User
) -> None:
    set_handler(application=case, actor=officer, person=officer)
    set_handler(application=case, actor=officer, person=other)
    assert people(case, Kind.HANDLER) == [other]
    set_handler(application=case, actor=other, person=None)
    assert people(case, Kind.HANDLER) == []
    assert told(case) == [
        ("assigned", str(officer), "handler"),
        ("unassigned", str(officer), "handler"),
        ("assigned", str(other), "handler"),
        ("unassigned", str(other), "handler"),
    ]


def test_choosing_the_same_again_changes_nothing(case: Application, officer: User, board: list[User]) -> None:
    set_handler(application=case, actor=officer, person=officer)
    set_assessors(application=case, actor=officer, people=board)
    before = portal_snapshot()
    set_handler(application=case, actor=officer, person=officer)
    set_assessors(application=case, actor=officer, people=board)
    assert portal_snapshot() == before


def test_assessors_come_and_go(case: Application, officer: User, board: list[User]) -> None:
    set_assessors(application=case, actor=officer, people=board)
    set_assessors(application=case, actor=officer, people=board[1:])
    assert people(case, Kind.ASSESSOR) == board[1:]
    assert told(case)[-1] == ("unassigned", str(board[0]), "assessor")


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role != Role.CASE_OFFICER])
def test_only_an_officer_of_the_round_assigns(case: Application, officer: User, role: Role) -> None:
    actor = make_staff(role, rounds=[case.round])
    with pytest.raises(NotAllowed):
        set_handler(application=case, actor=actor, person=officer)
    assert people(case, Kind.HANDLER) == []


def test_nobody_with_jav_or_without_the_role_is_assigned(
    case: Application, officer: User, other: User, board: list[User]
) -> None:
    declare(application=case, actor=other, has_conflict=True)
    declare(application=case, actor=board[0], has_conflict=True)
    assert may_be(Kind.HANDLER, case) == [officer]
    assert may_be(Kind.ASSESSOR, case) == [board[1]]
    for person in (other, board[1]):
        with pytest.raises(NotAllowed):
            set_handler(application=case, actor=officer, person=person)
    for person in (officer, board[0]):
        with pytest.raises(NotAllowed):
            set_assessors(application=case, actor=officer, people=[person])
    assert not Assignment.objects.exists()


def test_whoever_has_not_answered_about_jav_is_asked_before_she_is_made_handler(
    case: Application, officer: User
) -> None:
    asked = make_staff(Role.CASE_OFFICER, rounds=[case.round], declared=False)
    assert asked not in may_be(Kind.HANDLER, case)
    with pytest.raises(NotAllowed):
        set_handler(application=case, actor=officer, person=asked)
    declare(application=case, actor=asked, has_conflict=False)
    set_handler(application=case, actor=officer, person=asked)
    assert people(case, Kind.HANDLER) == [asked]


def test_declaring_jav_takes_the_handler_off(case: Application, officer: User) -> None:
    set_handler(application=case, actor=officer, person=officer)
    declare(application=case, actor=officer, has_conflict=True)
    assert people(case, Kind.HANDLER) == []


def test_nobody_is_assigned_to_a_closed_case_or_in_a_closed_round(case: Application, officer: User) -> None:
    Round.objects.update(phase=Phase.CLOSED)
    with pytest.raises(WrongPhase):
        set_handler(application=case, actor=officer, person=officer)
    Application.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    with pytest.raises(WrongState):
        set_handler(application=case, actor=officer, person=officer)


def test_an_assessor_who_has_begun_is_not_taken_off(
    case: Application, officer: User, board: list[User]
) -> None:
    set_assessors(application=case, actor=officer, people=board)
    case.assessments.create(assessor=board[0], version=case.latest_version)
    with pytest.raises(WrongState):
        set_assessors(application=case, actor=officer, people=board[1:])
    assert people(case, Kind.ASSESSOR) == board


def test_a_protected_case_keeps_an_officer_who_knows_of_it(
    case: Application, officer: User, other: User
) -> None:
    set_handler(application=case, actor=officer, person=officer)
    protect(application=case, actor=officer, reason="Skyddad folkbokföring.")
    case.assignments.filter(kind=Kind.NAMED).delete()
    with pytest.raises(LastOneNamed):
        set_handler(application=case, actor=officer, person=other)
    assert people(case, Kind.HANDLER) == [officer]
