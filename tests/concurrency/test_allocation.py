"""Several officers share the same pot at once."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from home.models import User
from stipend_portal.models import AllocationPlan, Application, Round
from stipend_portal.models.decision import Basis
from stipend_portal.phases import Phase
from stipend_portal.services.allocation import adopt, copy_plan, make_plan
from stipend_portal.services.cut_line import bring_up_to_date, move_line, set_amounts
from stipend_portal.states import Role, State
from tests.concurrency.conftest import Together
from tests.factories.portal import decide, make_application, make_round, make_staff
from tests.factories.ranking import make_proposal, make_ranked

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results: list[Any]) -> Counter[str]:
    """How many of each came out: `done`, or the name of what was raised."""
    return Counter(type(result).__name__ if isinstance(result, Exception) else "done" for result in results)


def ranked_round(cases: int, pot: int) -> tuple[Round, User, list[Application]]:
    """A round in the phase of ranking with prepared cases of 4 000 kronor, in their order."""
    round_ = make_round(phase=Phase.RANKING, pot=pot, ceiling=4_000)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    made = [make_application(round=round_, state=State.PREPARED) for _number in range(cases)]
    make_ranked(made, *range(5, 5 - cases, -1))
    return round_, officer, made


def test_the_line_moved_by_eight_at_once_stands_where_one_of_them_put_it(together: Together) -> None:
    round_, officer, _cases = ranked_round(4, pot=12_000)
    plan = make_proposal(round_, officer)

    def move(cut: int) -> Callable[[], int]:
        return lambda: (
            move_line(plan=AllocationPlan.objects.get(pk=plan.pk), actor=officer, cut=cut).tally.total
        )

    results = together([move(number % 5) for number in range(8)])
    assert kinds(results) == {"done": 7, "OverThePot": 1}
    assert all(result == (number % 5) * 4_000 for number, result in enumerate(results) if number != 4)
    plan.refresh_from_db()
    assert plan.cut in range(4)


@pytest.mark.parametrize("attempt", range(5))
def test_two_changes_that_the_pot_does_not_hold_together_are_one(together: Together, attempt: int) -> None:
    round_, officer, cases = ranked_round(2, pot=7_000)
    plan = make_proposal(round_, officer)
    set_amounts(plan=plan, actor=officer, amounts={cases[0].pk: 3_000, cases[1].pk: 3_000})
    move_line(plan=plan, actor=officer, cut=2)

    def write(case: Application) -> Callable[[], None]:
        return lambda: set_amounts(plan=plan, actor=officer, amounts={case.pk: 4_000})

    assert kinds(together([write(cases[0]), write(cases[1])])) == {"done": 1, "OverThePot": 1}
    assert sum(plan.lines.values_list("amount", flat=True)) == 7_000


@pytest.mark.parametrize("attempt", range(5))
def test_of_proposals_adopted_at_once_one_is(together: Together, attempt: int) -> None:
    round_, officer, _cases = ranked_round(1, pot=10_000)
    plans = [make_proposal(round_, officer) for _number in range(4)]

    def adopting(plan: AllocationPlan) -> Callable[[], None]:
        return lambda: adopt(plan=plan, actor=officer)

    assert kinds(together([adopting(plan) for plan in plans])) == {"done": 1, "AnotherAdopted": 3}
    assert AllocationPlan.objects.exclude(adopted_at=None).count() == 1


def deciding(case: Application, secretary: User, amount: int) -> Callable[[], Any]:
    """A decision of the same moment, on delegation."""
    return lambda: decide(
        Application.objects.get(pk=case.pk),
        actor=secretary,
        amount=amount,
        basis=Basis.DELEGATION,
        basis_reference="B 3.1",
    )


@pytest.mark.parametrize("attempt", range(8))
def test_a_proposal_is_adopted_before_a_decision_over_the_same_pot_or_knows_of_it(
    together: Together, attempt: int
) -> None:
    round_, officer, cases = ranked_round(2, pot=8_000)
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    plan = make_proposal(round_, officer, cut=2)
    adopted, decided = together(
        [lambda: adopt(plan=plan, actor=officer), deciding(cases[0], secretary, 4_000)]
    )
    assert kinds([decided]) == {"done": 1}
    assert kinds([adopted]) in ({"done": 1}, {"NotUpToDate": 1})
    plan.refresh_from_db()
    assert bool(plan.adopted_at) is (adopted is None)
    round_.refresh_from_db()
    assert round_.granted == 4_000


@pytest.mark.parametrize("attempt", range(8))
def test_making_proposals_while_decisions_are_recorded_stops_nobody(together: Together, attempt: int) -> None:
    round_, officer, cases = ranked_round(3, pot=12_000)
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    plan = make_proposal(round_, officer)
    results = together(
        [
            deciding(cases[0], secretary, 4_000),
            lambda: make_plan(round=round_, actor=officer, name="Nytt", rule=AllocationPlan.Rule.APPLIED),
            deciding(cases[1], secretary, 4_000),
            lambda: copy_plan(plan=plan, actor=officer, name="Kopia"),
            lambda: bring_up_to_date(plan=plan, actor=officer),
        ]
    )
    assert kinds(results) == {"done": 5}


@pytest.mark.parametrize("attempt", range(5))
def test_the_line_and_a_decision_never_take_the_same_money(together: Together, attempt: int) -> None:
    round_, officer, cases = ranked_round(3, pot=8_000)
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    plan = make_proposal(round_, officer)
    results = together(
        [lambda: move_line(plan=plan, actor=officer, cut=2), deciding(cases[2], secretary, 4_000)]
    )
    round_.refresh_from_db()
    plan.refresh_from_db()
    moved, decided = (not isinstance(result, Exception) for result in results)
    assert decided
    assert (plan.cut, moved) in {(2, True), (0, False)}
