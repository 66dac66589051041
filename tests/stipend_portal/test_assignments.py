"""Who is to assess which case."""

import pytest

from home.models import User
from stipend_portal.assignments import assessors_expected, assigned_to, is_shared_out, load_in, to_share_out
from stipend_portal.models import Application, Assignment, Round
from stipend_portal.services.conflict import declare
from stipend_portal.states import Role, State
from tests.factories.assessing import make_assessed_round, make_assessor, make_case
from tests.factories.portal import make_application, make_staff

pytestmark = pytest.mark.django_db

ASSESSOR, HANDLER = Assignment.Kind.ASSESSOR, Assignment.Kind.HANDLER


@pytest.fixture
def round_(db: None) -> Round:
    return make_assessed_round()


@pytest.fixture
def board(round_: Round) -> list[User]:
    """Three board members, in the order of their names."""
    return [make_assessor(round_, first_name=name) for name in ("Anna", "Bo", "Cia")]


def assign(case: Application, person: User, kind: str = ASSESSOR) -> None:
    Assignment.objects.create(application=case, user=person, kind=kind)


def expected_of(person: User) -> set[int]:
    """The keys of the cases that someone is to assess."""
    return set(Application.objects.filter(assigned_to(person)).values_list("pk", flat=True))


def test_before_anything_is_shared_out_everyone_assesses_every_case(round_: Round, board: list[User]) -> None:
    case = make_case(round_, *board)
    assert list(assessors_expected(case)) == board
    assert expected_of(board[0]) == {case.pk}


def test_from_the_first_assignment_on_each_case_is_for_those_assigned_to_it(
    round_: Round, board: list[User]
) -> None:
    one, other = make_case(round_, *board), make_case(round_, *board)
    assign(one, board[1])
    assert is_shared_out(round_.pk)
    assert list(assessors_expected(one)) == [board[1]]
    assert list(assessors_expected(other)) == []
    assert (expected_of(board[0]), expected_of(board[1])) == (set(), {one.pk})


def test_a_handler_shares_nothing_out(round_: Round, board: list[User]) -> None:
    case = make_case(round_, *board)
    assign(case, make_staff(Role.CASE_OFFICER, rounds=[round_]), HANDLER)
    assert not is_shared_out(round_.pk)


def test_another_round_shares_nothing_out_here(round_: Round, board: list[User]) -> None:
    case, elsewhere = make_case(round_, *board), make_application()
    assign(elsewhere, board[0])
    assert list(assessors_expected(case)) == board


def test_a_protected_case_is_for_those_named_on_it_and_shares_nothing_out(
    round_: Round, board: list[User]
) -> None:
    protected, case = make_case(round_, *board), make_case(round_, *board)
    Application.objects.filter(pk=protected.pk).update(protected=True)
    protected.refresh_from_db()
    assign(protected, board[2])
    assert list(assessors_expected(protected)) == [board[2]]
    assert list(assessors_expected(case)) == board
    assert expected_of(board[0]) == {case.pk}
    assert load_in(round_.pk, ASSESSOR) == {}


def test_whoever_has_jav_or_applies_is_not_expected(round_: Round, board: list[User]) -> None:
    case = make_case(round_, *board, applicant=board[0])
    declare(application=case, actor=board[1], has_conflict=True)
    assert list(assessors_expected(case)) == [board[2]]


def test_a_board_member_without_the_group_or_an_account_is_not_expected(
    round_: Round, board: list[User]
) -> None:
    case = make_case(round_, *board)
    board[0].groups.clear()
    User.objects.filter(pk=board[1].pk).update(is_active=False)
    assert list(assessors_expected(case)) == [board[2]]


def test_the_load_counts_the_undecided_cases_of_the_round(round_: Round, board: list[User]) -> None:
    for state in (State.IN_REVIEW, State.PREPARED, State.WITHDRAWN):
        assign(make_case(round_, *board, state=state), board[0])
    assert load_in(round_.pk, ASSESSOR) == {board[0].pk: 2}


def test_an_officer_shares_out_the_cases_in_which_she_has_no_jav(round_: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    undeclared = make_case(round_, declared=False)
    jav, decided = make_case(round_), make_case(round_, state=State.WITHDRAWN)
    declare(application=jav, actor=officer, has_conflict=True)
    assert decided.pk not in set(to_share_out(round_.pk, officer).values_list("pk", flat=True))
    assert list(to_share_out(round_.pk, officer)) == [undeclared]
