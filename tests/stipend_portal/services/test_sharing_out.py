"""Sharing the cases of a round out among its board members."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import User
from stipend_portal.models import Application, Assignment, Event, Round
from stipend_portal.phases import Phase
from stipend_portal.services.conflict import declare
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.services.sharing_out import How, assign_assessors, plan_assessors
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.assessing import make_assessed_round, make_assessor, make_case
from tests.factories.portal import make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    return make_assessed_round()


@pytest.fixture
def officer(round_: Round) -> User:
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def board(round_: Round) -> list[User]:
    """Three board members, in the order of their names."""
    return [make_assessor(round_, first_name=name) for name in ("Anna", "Bo", "Cia")]


@pytest.fixture
def cases(round_: Round, officer: User, board: list[User]) -> list[Application]:
    """Three cases in the order they came in."""
    return [make_case(round_, *board) for _number in range(3)]


def given(case: Application) -> set[User]:
    """Who is to assess a case."""
    return {each.user for each in case.assignments.filter(kind=Assignment.Kind.ASSESSOR)}


@pytest.mark.sqlite
def test_evenly_in_turn(round_: Round, officer: User, board: list[User], cases: list[Application]) -> None:
    assign_assessors(round=round_, how=How.ROUND_ROBIN, actor=officer, each=2)
    assert [len(given(case)) for case in cases] == [2, 2, 2]
    assert Counter(person for case in cases for person in given(case)) == dict.fromkeys(board, 2)


def test_the_log_of_each_case_and_of_the_round_tells_it(
    round_: Round, officer: User, cases: list[Application]
) -> None:
    assign_assessors(round=round_, how=How.ROUND_ROBIN, actor=officer, each=1)
    for case in cases:
        [event] = case.events.filter(kind="assigned")
        [person] = given(case)
        assert (event.actor, event.data) == (officer, {"person": str(person), "as": "assessor"})
    event = round_.events.get()
    assert (event.kind, event.actor, event.data) == (
        "assessors_assigned",
        officer,
        {"how": "evenly", "each": 1, "cases": 3, "assigned": 3, "taken_off": 0},
    )


def test_everyone_gets_every_case_but_where_she_has_jav(
    round_: Round, officer: User, board: list[User], cases: list[Application]
) -> None:
    declare(application=cases[0], actor=board[0], has_conflict=True)
    plan = assign_assessors(round=round_, how=How.ALL, actor=officer)
    assert [given(case) for case in cases] == [set(board[1:]), set(board), set(board)]
    assert plan.short == 1


def test_shared_out_once_more_only_the_new_cases_get_someone(
    round_: Round, officer: User, board: list[User], cases: list[Application]
) -> None:
    assign_assessors(round=round_, how=How.ROUND_ROBIN, actor=officer, each=1)
    before = [given(case) for case in cases]
    late = make_case(round_, *board)
    assign_assessors(round=round_, how=How.ROUND_ROBIN, actor=officer, each=1)
    assert [given(case) for case in cases] == before
    assert given(late) == {board[0]}


def test_all_assignments_can_be_taken_away(round_: Round, officer: User, cases: list[Application]) -> None:
    assign_assessors(round=round_, how=How.ALL, actor=officer)
    assign_assessors(round=round_, how=How.NOBODY, actor=officer)
    assert not Assignment.objects.exists()
    assert Event.objects.filter(kind="unassigned").count() == 9


def test_a_handler_is_left_alone(round_: Round, officer: User, cases: list[Application]) -> None:
    Assignment.objects.create(application=cases[0], user=officer, kind=Assignment.Kind.HANDLER)
    assign_assessors(round=round_, how=How.NOBODY, actor=officer)
    assert Assignment.objects.get().user == officer


def test_protected_decided_and_own_jav_cases_are_left_as_they_are(
    round_: Round, officer: User, board: list[User], cases: list[Application]
) -> None:
    protected, withdrawn, jav = cases
    Application.objects.filter(pk=protected.pk).update(protected=True)
    Application.objects.filter(pk=withdrawn.pk).update(state=State.WITHDRAWN)
    declare(application=jav, actor=officer, has_conflict=True)
    assert assign_assessors(round=round_, how=How.ALL, actor=officer).cases == 0
    assert not Assignment.objects.exists()


def test_a_plan_changes_nothing_and_is_what_is_then_done(
    round_: Round, officer: User, board: list[User], cases: list[Application]
) -> None:
    before = portal_snapshot()
    plan = plan_assessors(round=round_, how=How.ROUND_ROBIN, actor=officer, each=2)
    assert portal_snapshot() == before
    assert [(share.person, share.before, share.after) for share in plan.shares] == [
        (person, 0, 2) for person in board
    ]
    assign_assessors(round=round_, how=How.ROUND_ROBIN, actor=officer, each=2, mark=plan.mark)
    assert {(case, person) for case in cases for person in given(case)} == set(plan.coming)


def test_nothing_is_done_when_it_would_be_something_else_than_was_shown(
    round_: Round, officer: User, board: list[User], cases: list[Application]
) -> None:
    plan = plan_assessors(round=round_, how=How.ALL, actor=officer)
    declare(application=cases[0], actor=board[0], has_conflict=True)
    with pytest.raises(WrongState):
        assign_assessors(round=round_, how=How.ALL, actor=officer, mark=plan.mark)
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role != Role.CASE_OFFICER])
def test_only_an_officer_of_the_round_shares_out(round_: Round, cases: list[Application], role: Role) -> None:
    with pytest.raises(NotAllowed):
        assign_assessors(round=round_, how=How.ALL, actor=make_staff(role, rounds=[round_]))


def test_a_closed_round_is_not_shared_out(round_: Round, officer: User, cases: list[Application]) -> None:
    Round.objects.update(phase=Phase.CLOSED)
    with pytest.raises(WrongPhase):
        assign_assessors(round=round_, how=How.ALL, actor=officer)


def test_many_cases_take_as_many_queries_as_few(round_: Round, officer: User, board: list[User]) -> None:
    counts = []
    for number in (2, 8):
        for _number in range(number):
            make_case(round_, *board)
        with CaptureQueriesContext(connection) as queries:
            assign_assessors(round=round_, how=How.ALL, actor=officer)
        counts.append(len(queries))
    assert counts[0] == counts[1]
