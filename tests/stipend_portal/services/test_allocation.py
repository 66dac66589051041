"""Proposals for the money: who makes, copies, deletes and adopts them, and what stands in the way."""

from collections.abc import Callable
from typing import Any

import pytest

from home.models import User
from stipend_portal.models import AllocationPlan, Application, ConflictOfInterest, Round, RoundEvent
from stipend_portal.phases import Phase
from stipend_portal.services.allocation import adopt, copy_plan, delete_plan, make_plan, take_back
from stipend_portal.services.cut_line import bring_up_to_date, fill_pot, move_line
from stipend_portal.services.errors import NotAllowed, WrongPhase
from stipend_portal.services.plan_errors import (
    AnotherAdopted,
    NameTaken,
    NotAllSeen,
    NotComplete,
    NotUpToDate,
    OverThePot,
    PlanAdopted,
    PlanGone,
)
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import make_application, make_group_application, make_round, make_staff
from tests.factories.ranking import assess, in_order, make_proposal, make_ranked, write_line

pytestmark = pytest.mark.django_db

Rule = AllocationPlan.Rule


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
    """Three cases of 4 000 kronor each, the best first."""
    made = [make_application(round=round_) for _number in range(3)]
    make_ranked(made, 5, 4, 3)
    return made


@pytest.fixture
def plan(round_: Round, officer: User, cases: list[Application]) -> AllocationPlan:
    """A proposal that the pot holds: two of the three."""
    return make_proposal(round_, officer, cut=2)


def references(cases: list[Application]) -> list[str]:
    """Their references."""
    return [case.reference for case in cases]


def log(round_: Round) -> list[tuple[str, Any]]:
    """What the round's log tells, without names."""
    events = RoundEvent.objects.filter(round=round_)
    return [(event.kind, event.data.get("act")) for event in events]


def test_a_new_proposal_ranks_every_case_and_puts_nobody_above_the_line(
    round_: Round, officer: User, cases: list[Application]
) -> None:
    plan = make_plan(round=round_, actor=officer, name="Förslag", rule=Rule.SHARE, value=50)
    assert in_order(plan) == references(cases)
    assert list(plan.lines.values_list("position", "amount", "mean", "assessments", "spread")) == [
        (1, 2_000, 100, 1, 0),
        (2, 2_000, 80, 1, 0),
        (3, 2_000, 60, 1, 0),
    ]
    assert (plan.cut, plan.adopted_at, plan.created_by) == (0, None, officer)
    assert log(round_) == [("plan_saved", "made")]


def test_the_same_amount_is_for_each_person_of_a_group(round_: Round, officer: User) -> None:
    make_group_application(people=3, round=round_)
    plan = make_plan(round=round_, actor=officer, name="Lika", rule=Rule.FIXED, value=1_000)
    assert plan.lines.get().amount == 3_000


def test_two_proposals_of_a_round_have_different_names(
    round_: Round, officer: User, plan: AllocationPlan
) -> None:
    with pytest.raises(NameTaken):
        make_plan(round=round_, actor=officer, name=plan.name, rule=Rule.APPLIED)
    with pytest.raises(NameTaken):
        copy_plan(plan=plan, actor=officer, name=plan.name)
    other = make_round(phase=Phase.RANKING)
    colleague = make_staff(Role.CASE_OFFICER, rounds=[other])
    assert make_plan(round=other, actor=colleague, name=plan.name, rule=Rule.APPLIED).name == plan.name


ACTS: dict[str, Callable[[AllocationPlan, User], Any]] = {
    "make": lambda plan, actor: make_plan(round=plan.round, actor=actor, name="Nytt", rule=Rule.APPLIED),
    "copy": lambda plan, actor: copy_plan(plan=plan, actor=actor, name="Kopia"),
    "move": lambda plan, actor: move_line(plan=plan, actor=actor, cut=1),
    "fill": lambda plan, actor: fill_pot(plan=plan, actor=actor),
    "update": lambda plan, actor: bring_up_to_date(plan=plan, actor=actor),
    "delete": lambda plan, actor: delete_plan(plan=plan, actor=actor),
    "adopt": lambda plan, actor: adopt(plan=plan, actor=actor),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role != Role.CASE_OFFICER])
def test_nobody_but_an_officer_of_the_round_changes_proposals(
    plan: AllocationPlan, act: str, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        ACTS[act](plan, make_staff(role, rounds=[plan.round]))


@pytest.mark.parametrize("act", ACTS)
def test_an_officer_of_another_round_changes_none(plan: AllocationPlan, act: str) -> None:
    with pytest.raises(NotAllowed):
        ACTS[act](plan, make_staff(Role.CASE_OFFICER, rounds=[make_round()]))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.RANKING])
def test_proposals_change_in_the_phase_of_ranking_only(
    plan: AllocationPlan, officer: User, act: str, phase: Phase
) -> None:
    Round.objects.filter(pk=plan.round_id).update(phase=phase)
    with pytest.raises(WrongPhase):
        ACTS[act](plan, officer)


@pytest.mark.parametrize("act", ["move", "fill", "update", "delete", "adopt"])
def test_an_adopted_proposal_stays_as_it_is(plan: AllocationPlan, officer: User, act: str) -> None:
    adopt(plan=plan, actor=officer)
    with pytest.raises(PlanAdopted):
        ACTS[act](plan, officer)


@pytest.mark.parametrize("act", ["copy", "move", "fill", "update", "delete", "adopt"])
def test_a_proposal_that_someone_has_deleted_is_gone(plan: AllocationPlan, officer: User, act: str) -> None:
    AllocationPlan.objects.get(pk=plan.pk).delete()
    with pytest.raises(PlanGone):
        ACTS[act](plan, officer)


@pytest.mark.parametrize("act", ["move", "fill", "update", "delete", "adopt"])
@pytest.mark.parametrize("why", ["jäv", "not answered", "protected"])
def test_nobody_places_a_case_that_is_closed_to_her(
    plan: AllocationPlan, cases: list[Application], act: str, why: str
) -> None:
    colleague = make_staff(Role.CASE_OFFICER, rounds=[plan.round])
    answers = ConflictOfInterest.objects.filter(user=colleague, application=cases[2])
    if why == "jäv":
        answers.update(has_conflict=True)
    elif why == "not answered":
        answers.delete()
    else:
        Application.objects.filter(pk=cases[2].pk).update(protected=True)
    with pytest.raises(NotAllSeen):
        ACTS[act](plan, colleague)


def test_a_copy_has_the_same_lines_and_is_not_adopted(plan: AllocationPlan, officer: User) -> None:
    write_line(plan, plan.lines.first().application, amount=3_500, tie_reason="Äldst.")
    adopt(plan=plan, actor=officer)
    copy = copy_plan(plan=plan, actor=officer, name="Kopia")
    fields = ("application", "position", "amount", "mean", "assessments", "spread", "tie_reason")
    assert list(copy.lines.values_list(*fields)) == list(plan.lines.values_list(*fields))
    assert (copy.cut, copy.adopted_at, copy.rule, copy.value) == (2, None, plan.rule, plan.value)
    assert log(plan.round)[-1] == ("plan_saved", "copied")


def test_a_copy_leaves_out_what_the_officer_does_not_see_and_what_is_withdrawn(
    plan: AllocationPlan, cases: list[Application]
) -> None:
    colleague = make_staff(Role.CASE_OFFICER, rounds=[plan.round])
    ConflictOfInterest.objects.filter(user=colleague, application=cases[0]).update(has_conflict=True)
    Application.objects.filter(pk=cases[2].pk).update(state=State.WITHDRAWN)
    copy = copy_plan(plan=plan, actor=colleague, name="Kopia")
    assert (in_order(copy), copy.cut) == ([cases[1].reference], 1)


def test_the_line_of_a_copy_is_moved_up_where_the_pot_has_shrunk(plan: AllocationPlan, officer: User) -> None:
    Round.objects.filter(pk=plan.round_id).update(granted=6_000)
    assert copy_plan(plan=plan, actor=officer, name="Kopia").cut == 1


def test_a_deleted_proposal_leaves_a_line_in_the_log(plan: AllocationPlan, officer: User) -> None:
    delete_plan(plan=plan, actor=officer)
    assert not AllocationPlan.objects.exists()
    assert log(plan.round) == [("plan_saved", "made"), ("plan_saved", "deleted")]


def test_adopting_tells_the_log_what_was_adopted(plan: AllocationPlan, officer: User) -> None:
    adopt(plan=plan, actor=officer)
    plan.refresh_from_db()
    assert plan.adopted_at is not None
    event = RoundEvent.objects.get(kind="plan_adopted")
    assert (event.actor, event.data) == (officer, {"plan": plan.name, "cases": 2, "total": 8_000})


def test_a_round_has_one_adopted_proposal(plan: AllocationPlan, officer: User) -> None:
    other = copy_plan(plan=plan, actor=officer, name="Kopia")
    adopt(plan=plan, actor=officer)
    with pytest.raises(AnotherAdopted, match=plan.name):
        adopt(plan=other, actor=officer)
    take_back(plan=plan, actor=officer)
    adopt(plan=other, actor=officer)
    assert list(AllocationPlan.objects.exclude(adopted_at=None)) == [other]
    assert [kind for kind, act in log(plan.round) if act is None] == [
        "plan_adopted",
        "plan_taken_back",
        "plan_adopted",
    ]


def test_what_is_not_adopted_cannot_be_taken_back(plan: AllocationPlan, officer: User) -> None:
    with pytest.raises(PlanAdopted):
        take_back(plan=plan, actor=officer)


def withdraw(case: Application) -> None:
    Application.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)


def send_another(case: Application) -> None:
    make_application(round=case.round)


def judge(case: Application) -> None:
    assess(case, 5)


@pytest.mark.parametrize("change", [withdraw, send_another, judge])
def test_a_proposal_is_brought_up_to_date_before_it_is_adopted(
    plan: AllocationPlan, officer: User, cases: list[Application], change: Callable[[Application], None]
) -> None:
    change(cases[2])
    with pytest.raises(NotUpToDate, match="1 cases"):
        adopt(plan=plan, actor=officer)
    bring_up_to_date(plan=plan, actor=officer)
    adopt(plan=plan, actor=officer)


def test_an_adopted_proposal_holds_the_cases_that_its_officer_does_not_see(
    round_: Round, cases: list[Application]
) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    ConflictOfInterest.objects.filter(user=officer, application=cases[0]).update(has_conflict=True)
    plan = make_proposal(round_, officer)
    with pytest.raises(NotComplete, match="1 cases"):
        adopt(plan=plan, actor=officer)


def test_a_protected_case_is_left_to_those_who_know_of_it(round_: Round, cases: list[Application]) -> None:
    Application.objects.filter(pk=cases[0].pk).update(protected=True)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    plan = make_proposal(round_, officer)
    adopt(plan=plan, actor=officer)
    assert in_order(plan) == references(cases[1:])


def test_what_came_late_is_in_no_proposal_until_it_is_accepted(
    plan: AllocationPlan, cases: list[Application], officer: User
) -> None:
    late = make_application(round=plan.round)
    Application.objects.filter(pk=late.pk).update(received_late=True)
    made = make_proposal(plan.round, officer)
    assert set(in_order(made)) == {case.reference for case in cases}
    adopt(plan=made, actor=officer)
    take_back(plan=made, actor=officer)
    Application.objects.filter(pk=late.pk).update(late_accepted=True)
    with pytest.raises(NotUpToDate):
        adopt(plan=made, actor=officer)
    bring_up_to_date(plan=made, actor=officer)
    assert set(in_order(made)) == {late.reference, *(case.reference for case in cases)}


def test_no_more_is_adopted_than_there_is_to_share(plan: AllocationPlan, officer: User) -> None:
    Round.objects.filter(pk=plan.round_id).update(granted=2_001)
    with pytest.raises(OverThePot, match="1 kronor") as refused:
        adopt(plan=plan, actor=officer)
    assert refused.value.over == 1
    Round.objects.filter(pk=plan.round_id).update(granted=2_000)
    adopt(plan=plan, actor=officer)
