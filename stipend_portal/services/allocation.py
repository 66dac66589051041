"""Proposals of how the money of a round could be shared: made, copied, deleted, adopted.

Everything here is a proposal of an officer's. The board decides, and may decide otherwise.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from home.models import User
from stipend_portal.allocation import lowered, proposed_amount
from stipend_portal.amount_rules import most_for_each
from stipend_portal.models import AllocationPlan, Application, PlanLine, Round
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.permissions import round_roles
from stipend_portal.ranking import changes_since, in_proposals, is_live, rankable, standings
from stipend_portal.services.plan_errors import (
    AnotherAdopted,
    NameTaken,
    NotComplete,
    NotUpToDate,
    PlanGone,
)
from stipend_portal.services.plan_lock import held, hold_cases, hold_round, share_of
from stipend_portal.services.round_event import record_round_event
from stipend_portal.states import UNDECIDED


def log_saved(plan: AllocationPlan, actor: User, act: str, **data: Any) -> None:
    """Tell in the round's log that a proposal was saved, and how."""
    record_round_event(
        round=plan.round,
        kind=RoundEventKind.PLAN_SAVED,
        actor=actor,
        data={"plan": plan.name, "act": act, **data},
    )


def _require_free_name(round: Round, name: str) -> None:
    if AllocationPlan.objects.filter(round=round, name=name).exists():
        raise NameTaken


@transaction.atomic
def make_plan(
    *, round: Round, actor: User, name: str, rule: AllocationPlan.Rule, value: int | None = None
) -> AllocationPlan:
    """A new proposal: the cases the officer sees, in the order of the standings, an amount by the rule.

    `value` is kronor for each person with FIXED and per cent with SHARE. Nobody is above the line yet: an
    officer places it. Raises `NotAllowed`, `WrongPhase` or `NameTaken`.
    """
    roles = round_roles(actor)
    hold_cases(round, actor, roles)
    locked = hold_round(round, roles)
    _require_free_name(locked, name)
    plan = AllocationPlan.objects.create(round=locked, name=name, rule=rule, value=value, created_by=actor)
    ranked = in_proposals(standings(locked, actor, roles))
    most = most_for_each(locked, [each.case for each in ranked])
    PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan,
            application=each.case,
            position=place,
            amount=amount_by_rule(plan, each.case, most[each.case.pk]),
            mean=each.standing.mean,
            assessments=each.standing.assessments,
            spread=each.standing.spread,
        )
        for place, each in enumerate(ranked, start=1)
    )
    log_saved(plan, actor, "made")
    return plan


def amount_by_rule(plan: AllocationPlan, case: Application, most: int) -> int:
    """What the rule of a proposal gives one case, in whole kronor."""
    return proposed_amount(plan.rule, plan.value, applied=case.amount_applied, people=case.people, most=most)


@transaction.atomic
def copy_plan(*, plan: AllocationPlan, actor: User, name: str) -> AllocationPlan:
    """The same proposal under another name, not adopted, with the cases in it that the officer sees.

    Cases that have been decided or withdrawn are left out, and the line is moved up where the pot no longer
    holds what is above it. Raises `NotAllowed`, `WrongPhase`, `PlanGone` or `NameTaken`.
    """
    roles = round_roles(actor)
    hold_cases(plan.round, actor, roles)
    locked = hold_round(plan.round, roles)
    original = AllocationPlan.objects.filter(pk=plan.pk, round=locked).first()
    if original is None:
        raise PlanGone
    _require_free_name(locked, name)
    seen = rankable(locked, actor, roles).values("pk")
    lines = list(original.lines.filter(application__in=seen).select_related("application"))
    above = sum(line.position <= original.cut for line in lines)
    copy = AllocationPlan.objects.create(
        round=locked,
        name=name,
        rule=original.rule,
        value=original.value,
        created_by=actor,
        cut=lowered([share_of(line) for line in lines], above, locked.remaining),
    )
    for place, line in enumerate(lines, start=1):
        line.pk, line.plan, line.position = None, copy, place
    PlanLine.objects.bulk_create(lines)
    log_saved(copy, actor, "copied", source=original.name)
    return copy


def delete_plan(*, plan: AllocationPlan, actor: User) -> None:
    """Throw away a proposal that is not adopted. Raises what `plan_lock.held` raises."""
    with held(plan=plan, actor=actor) as it:
        log_saved(it.plan, actor, "deleted")
        it.plan.delete()


def adopt(*, plan: AllocationPlan, actor: User) -> None:
    """Make this the round's proposal: its amounts become those on the agenda of the board's meeting.

    One at most in a round, up to date, with every case of the round in it, and never over the pot.
    Raises what `plan_lock.held` raises, `AnotherAdopted`, `NotUpToDate`, `NotComplete` or `OverThePot`.
    """
    with held(plan=plan, actor=actor) as it:
        other = AllocationPlan.objects.filter(round=it.round, adopted_at__isnull=False).first()
        if other:
            raise AnotherAdopted(other.name)
        changes = changes_since(it.round, it.lines, standings(it.round, actor))
        if changes.cases:
            raise NotUpToDate(changes.cases)
        _require_complete(it.round, it.lines)
        it.refuse_over_pot(before=0)
        it.plan.adopted_at = timezone.now()
        it.plan.save(update_fields=["adopted_at", "updated_at"])
        counted = it.tally
        record_round_event(
            round=it.round,
            kind=RoundEventKind.PLAN_ADOPTED,
            actor=actor,
            data={"plan": it.plan.name, "cases": counted.applications, "total": counted.total},
        )


def _require_complete(round: Round, lines: list[PlanLine]) -> None:
    """Every case of the round must be in an adopted proposal, also those that this officer does not see.

    One with protected identity that she is not named on is left to those who know of it. One that came late
    and has not been accepted is in no proposal.
    """
    planned = [line.application_id for line in lines if is_live(line.application)]
    left_out = Application.objects.filter(
        Q(protected=False),
        Q(received_late=False) | Q(late_accepted=True),
        round=round,
        state__in=sorted(UNDECIDED),
    ).exclude(pk__in=planned)
    number = left_out.count()
    if number:
        raise NotComplete(number)


def take_back(*, plan: AllocationPlan, actor: User) -> None:
    """No longer let this be the round's proposal. Raises what `plan_lock.held` raises."""
    with held(plan=plan, actor=actor, adopted=True) as it:
        it.plan.adopted_at = None
        it.plan.save(update_fields=["adopted_at", "updated_at"])
        record_round_event(
            round=it.round,
            kind=RoundEventKind.PLAN_TAKEN_BACK,
            actor=actor,
            data={"plan": it.plan.name},
        )
