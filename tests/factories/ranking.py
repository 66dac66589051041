"""Criteria, assessments and proposals for tests of ranking."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils import timezone

from home.models import User
from stipend_portal.models import (
    AllocationPlan,
    Application,
    Assessment,
    Criterion,
    PlanLine,
    Round,
    RoundRole,
    Score,
)
from stipend_portal.models.assessment import Recommendation
from stipend_portal.phases import Phase
from stipend_portal.services.allocation import adopt, make_plan
from stipend_portal.services.conflict import declare
from stipend_portal.states import Role, State
from tests.factories.portal import clear_of_conflict, make_application, make_round, make_staff, officers_of


def make_criterion(round: Round, *, weight: int = 1, highest: int = 5) -> Criterion:
    """A criterion of the round, after the others."""
    order = round.criteria.count()
    name = f"Exempelkriterium {order + 1}"
    return Criterion.objects.create(
        round=round, name=name, name_en=name, weight=weight, highest=highest, sort_order=order
    )


def make_assessor(round: Round) -> User:
    """A board member of the round who has no jäv in any of its cases."""
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[round])
    clear_of_conflict([member], round.applications.all())
    return member


def assess(
    application: Application,
    *values: int | None,
    assessor: User | None = None,
    handed_in: bool = True,
) -> Assessment:
    """An assessment with a score for each of the round's criteria in order; None is “cannot judge”.

    A round without criteria gets as many as there are values.
    """
    round_ = application.round
    criteria = list(round_.criteria.all())
    criteria += [make_criterion(round_) for _value in values[len(criteria) :]]
    assessment = Assessment.objects.create(
        application=application,
        assessor=assessor or make_assessor(round_),
        version=application.latest_version,
        recommendation=Recommendation.GRANT,
        submitted_at=timezone.now() if handed_in else None,
    )
    Score.objects.bulk_create(
        Score(assessment=assessment, criterion=criterion, value=value, highest=criterion.highest)
        for criterion, value in zip(criteria, values, strict=True)
    )
    return assessment


def make_ranked(applications: Sequence[Application], *values: int) -> None:
    """Each application judged by one assessor: `values` are out of 5, in the same order."""
    assessor = make_assessor(applications[0].round)
    for application, value in zip(applications, values, strict=True):
        assess(application, value, assessor=assessor)


def make_proposal(round: Round, officer: User, *, cut: int = 0, **fields: object) -> AllocationPlan:
    """A proposal made as an officer makes it, with the line after place `cut`."""
    plan = make_plan(
        **{
            "round": round,
            "actor": officer,
            "name": f"Exempelförslag {AllocationPlan.objects.count() + 1}",
            "rule": AllocationPlan.Rule.APPLIED,
            **fields,
        }
    )
    AllocationPlan.objects.filter(pk=plan.pk).update(cut=cut)
    plan.refresh_from_db()
    return plan


def write_line(plan: AllocationPlan, application: Application, **fields: int | str | Decimal | None) -> None:
    """Change a line straight in the table, so that a test can begin anywhere."""
    PlanLine.objects.filter(plan=plan, application=application).update(**fields)


def in_order(plan: AllocationPlan) -> list[str]:
    """The references in the order of a proposal."""
    return list(plan.lines.order_by("position").values_list("application__reference", flat=True))


def plan_with_jav() -> tuple[Round, Application, Application]:
    """An adopted plan for two cases in the phase of meetings; the assessor then said that she has jäv in the first."""
    round_ = make_round(phase=Phase.RANKING, pot=10_000, ceiling=4_000)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    cases = [make_application(round=round_, state=State.PREPARED) for _number in range(2)]
    make_ranked(cases, 5, 4)
    adopt(plan=make_proposal(round_, officer, cut=2), actor=officer)
    member = User.objects.get(round_roles__round=round_, round_roles__role=Role.COMMITTEE_MEMBER)
    declare(application=cases[0], actor=member, has_conflict=True, ground="other")
    Round.objects.filter(pk=round_.pk).update(phase=Phase.MEETING)
    round_.refresh_from_db()
    return round_, cases[0], cases[1]


def make_ranked_round(people: Iterable[User]) -> AllocationPlan:
    """A round in the phase of ranking where people do what their groups say, with two equals in a proposal."""
    round_ = make_round(phase=Phase.RANKING)
    for person in people:
        for name in person.groups.values_list("name", flat=True):
            RoundRole.objects.create(round=round_, user=person, role=name)
    make_ranked([make_application(round=round_) for _number in range(2)], 4, 4)
    return make_proposal(round_, officers_of(round_).earliest("pk"))
