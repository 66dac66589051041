"""The line, the amounts and the order of equals: the sum is always right and never over the pot."""

from decimal import Decimal

import pytest

from home.models import User
from stipend_portal.models import AllocationPlan, Application, Round
from stipend_portal.phases import Phase
from stipend_portal.services.cut_line import (
    bring_up_to_date,
    fill_pot,
    move_line,
    order_equals,
    set_amounts,
)
from stipend_portal.services.errors import AmountTooLarge
from stipend_portal.services.plan_errors import OverThePot, PlanGone
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.ranking import assess, in_order, make_proposal, make_ranked, write_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """A round that is being ranked, with 10 000 kronor."""
    return make_round(phase=Phase.RANKING, pot=10_000, ceiling=4_000)


@pytest.fixture
def officer(round_: Round) -> User:
    """Its case officer."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def cases(round_: Round) -> list[Application]:
    """Four cases of 4 000 kronor each: the best, two equals, and one that nobody has assessed."""
    made = sorted((make_application(round=round_) for _number in range(4)), key=lambda case: case.reference)
    make_ranked(made[:3], 5, 4, 4)
    return made


@pytest.fixture
def plan(round_: Round, officer: User, cases: list[Application]) -> AllocationPlan:
    """A proposal with the line first of all."""
    return make_proposal(round_, officer)


def cut_of(plan: AllocationPlan) -> int:
    """Where the line stands in the table."""
    plan.refresh_from_db()
    return plan.cut


def amounts(plan: AllocationPlan) -> list[int]:
    """The amounts in the order of the list."""
    return list(plan.lines.values_list("amount", flat=True))


def refs(*cases: Application) -> list[str]:
    """Their references."""
    return [case.reference for case in cases]


def test_the_line_is_moved_and_the_sum_follows(plan: AllocationPlan, officer: User) -> None:
    it = move_line(plan=plan, actor=officer, cut=2)
    assert (it.tally.total, it.tally.left, it.tally.applications, it.tally.people) == (8_000, 2_000, 2, 2)
    assert cut_of(plan) == 2


@pytest.mark.parametrize(("asked", "expected"), [(-3, 0), (0, 0), (99, 4)])
def test_beyond_an_end_is_at_that_end(plan: AllocationPlan, officer: User, asked: int, expected: int) -> None:
    plan.lines.update(amount=100)
    move_line(plan=plan, actor=officer, cut=asked)
    assert cut_of(plan) == expected


def test_a_move_over_the_pot_is_refused_and_says_by_how_much(plan: AllocationPlan, officer: User) -> None:
    move_line(plan=plan, actor=officer, cut=1)
    with pytest.raises(OverThePot) as refused:
        move_line(plan=plan, actor=officer, cut=3)
    assert refused.value.over == 2_000
    assert cut_of(plan) == 1


def test_what_has_been_granted_is_no_longer_there_to_share(plan: AllocationPlan, officer: User) -> None:
    Round.objects.filter(pk=plan.round_id).update(granted=6_001)
    with pytest.raises(OverThePot) as refused:
        move_line(plan=plan, actor=officer, cut=1)
    assert refused.value.over == 1


def test_where_the_pot_has_shrunk_the_line_can_be_moved_up_step_by_step(
    plan: AllocationPlan, officer: User
) -> None:
    AllocationPlan.objects.update(cut=3)
    Round.objects.filter(pk=plan.round_id).update(granted=8_000)
    with pytest.raises(OverThePot):
        move_line(plan=plan, actor=officer, cut=3)
    move_line(plan=plan, actor=officer, cut=2)
    assert cut_of(plan) == 2


def test_a_case_that_is_withdrawn_counts_for_nothing(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    Application.objects.filter(pk=cases[0].pk).update(state=State.WITHDRAWN)
    it = move_line(plan=plan, actor=officer, cut=3)
    assert (it.tally.total, it.tally.applications) == (8_000, 2)


def test_as_many_as_the_pot_holds(plan: AllocationPlan, officer: User) -> None:
    assert fill_pot(plan=plan, actor=officer).tally.total == 8_000
    assert cut_of(plan) == 2


def test_filling_the_pot_stops_before_those_that_nobody_has_assessed(
    plan: AllocationPlan, officer: User
) -> None:
    plan.lines.update(amount=1_000)
    fill_pot(plan=plan, actor=officer)
    assert cut_of(plan) == 3


def test_amounts_are_written_by_hand(plan: AllocationPlan, officer: User, cases: list[Application]) -> None:
    set_amounts(plan=plan, actor=officer, amounts={cases[0].pk: 3_333, cases[3].pk: 0})
    assert amounts(plan) == [3_333, 4_000, 4_000, 0]


def test_no_amount_is_above_what_was_applied_for(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    with pytest.raises(AmountTooLarge, match="4000") as refused:
        set_amounts(plan=plan, actor=officer, amounts={cases[1].pk: 1, cases[0].pk: 4_001})
    assert (refused.value.application, refused.value.most) == (cases[0].pk, 4_000)
    assert amounts(plan) == [4_000] * 4


def test_the_amounts_above_the_line_stay_within_the_pot(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    set_amounts(plan=plan, actor=officer, amounts={cases[2].pk: 2_000})
    move_line(plan=plan, actor=officer, cut=3)
    with pytest.raises(OverThePot) as refused:
        set_amounts(plan=plan, actor=officer, amounts={cases[2].pk: 2_500})
    assert refused.value.over == 500
    assert amounts(plan) == [4_000, 4_000, 2_000, 4_000]
    set_amounts(plan=plan, actor=officer, amounts={cases[2].pk: 2_500, cases[0].pk: 3_500})
    assert amounts(plan) == [3_500, 4_000, 2_500, 4_000]


def test_a_case_that_is_no_longer_in_the_list_is_not_given_an_amount(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    Application.objects.filter(pk=cases[0].pk).update(state=State.WITHDRAWN)
    with pytest.raises(PlanGone):
        set_amounts(plan=plan, actor=officer, amounts={cases[0].pk: 1})


def reasons(plan: AllocationPlan) -> list[str]:
    """The reasons in the order of the list."""
    return list(plan.lines.values_list("tie_reason", flat=True))


def test_an_equal_is_moved_up_with_a_reason(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    best, first, second, unassessed = cases
    order_equals(plan=plan, actor=officer, application=second.pk, step=-1, reason="Reser för första gången.")
    assert in_order(plan) == refs(best, second, first, unassessed)
    assert reasons(plan) == ["", "Reser för första gången.", "", ""]


def test_an_equal_that_is_moved_down_leaves_the_reason_with_the_one_that_then_goes_first(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    best, first, second, unassessed = cases
    write_line(plan, first, tie_reason="Stod först.")
    order_equals(plan=plan, actor=officer, application=first.pk, step=1, reason="Nya skäl.")
    assert in_order(plan) == refs(best, second, first, unassessed)
    assert reasons(plan) == ["", "Nya skäl.", "", ""]


def test_the_place_can_be_kept_and_the_reason_saved(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    order_equals(plan=plan, actor=officer, application=cases[1].pk, step=0, reason="Skäl.")
    assert (in_order(plan), reasons(plan)) == (refs(*cases), ["", "Skäl.", "", ""])


@pytest.mark.parametrize(("place", "step"), [(1, -1), (2, 1)])
def test_an_equal_does_not_leave_its_equals(
    plan: AllocationPlan, officer: User, cases: list[Application], place: int, step: int
) -> None:
    order_equals(plan=plan, actor=officer, application=cases[place].pk, step=step, reason="Skäl.")
    assert in_order(plan) == refs(*cases)


@pytest.mark.parametrize("place", [0, 3])
def test_a_case_without_an_equal_keeps_the_place_of_its_mean(
    plan: AllocationPlan, officer: User, cases: list[Application], place: int
) -> None:
    with pytest.raises(PlanGone):
        order_equals(plan=plan, actor=officer, application=cases[place].pk, step=-1, reason="Skäl.")


def test_no_equal_is_moved_across_the_line_that_the_pot_does_not_hold(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    write_line(plan, cases[1], amount=1_000)
    Round.objects.filter(pk=plan.round_id).update(granted=4_500)
    move_line(plan=plan, actor=officer, cut=2)
    with pytest.raises(OverThePot) as refused:
        order_equals(plan=plan, actor=officer, application=cases[2].pk, step=-1, reason="Skäl.")
    assert refused.value.over == 2_500
    assert in_order(plan) == refs(*cases)


def test_bringing_up_to_date_ranks_anew_and_keeps_amounts_and_reasons(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    best, first, second, unassessed = cases
    order_equals(plan=plan, actor=officer, application=second.pk, step=-1, reason="Skäl.")
    set_amounts(plan=plan, actor=officer, amounts={first.pk: 1_500})
    move_line(plan=plan, actor=officer, cut=2)
    assess(unassessed, 5)
    Application.objects.filter(pk=best.pk).update(state=State.WITHDRAWN)
    new = make_application(round=plan.round)
    bring_up_to_date(plan=plan, actor=officer)
    assert in_order(plan) == refs(unassessed, second, first, new)
    assert amounts(plan) == [4_000, 4_000, 1_500, 4_000]
    assert reasons(plan) == ["", "Skäl.", "", ""]
    assert list(plan.lines.values_list("position", "mean")) == [
        (1, Decimal(100)),
        (2, Decimal(80)),
        (3, Decimal(80)),
        (4, None),
    ]
    # Of the two above the line one has gone, so one stays there.
    assert cut_of(plan) == 1


def test_bringing_up_to_date_moves_the_line_up_where_the_pot_has_shrunk(
    plan: AllocationPlan, officer: User
) -> None:
    move_line(plan=plan, actor=officer, cut=2)
    Round.objects.filter(pk=plan.round_id).update(granted=6_000)
    assert bring_up_to_date(plan=plan, actor=officer).tally.total == 4_000
    assert cut_of(plan) == 1


def test_bringing_up_to_date_lowers_an_amount_to_what_is_applied_for_now(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    Application.objects.filter(pk=cases[0].pk).update(amount_applied=Decimal("2500.50"))
    bring_up_to_date(plan=plan, actor=officer)
    assert amounts(plan) == [2_500, 4_000, 4_000, 4_000]


def test_a_reason_goes_with_the_mean_it_was_given_for(
    plan: AllocationPlan, officer: User, cases: list[Application]
) -> None:
    write_line(plan, cases[1], tie_reason="Skäl.")
    assess(cases[1], 5)
    bring_up_to_date(plan=plan, actor=officer)
    assert reasons(plan) == ["", "", "", ""]
