"""Changing a proposal for the money: the line, the amounts, the order of equals. Never over the pot."""

from collections.abc import Mapping

from home.models import User
from stipend_portal.allocation import lowered, tied_places
from stipend_portal.amount_rules import most_for_each
from stipend_portal.models import AllocationPlan, PlanLine
from stipend_portal.ranking import RankedCase, in_proposals, is_live, standings
from stipend_portal.services.allocation import amount_by_rule, log_saved
from stipend_portal.services.errors import AmountTooLarge
from stipend_portal.services.plan_errors import PlanGone
from stipend_portal.services.plan_lock import HeldPlan, held


def move_line(*, plan: AllocationPlan, actor: User, cut: int) -> HeldPlan:
    """Let the first `cut` cases stand above the line; beyond either end means at that end.

    Raises what `plan_lock.held` raises, and `OverThePot` when the pot does not hold it.
    """
    with held(plan=plan, actor=actor) as it:
        before = it.tally.total
        it.plan.cut = max(0, min(cut, len(it.lines)))
        it.refuse_over_pot(before)
        _save_line(it)
    return it


def fill_pot(*, plan: AllocationPlan, actor: User) -> HeldPlan:
    """Let as many stand above the line, from the top, as the pot holds; none that nobody has assessed.

    Raises what `plan_lock.held` raises.
    """
    with held(plan=plan, actor=actor) as it:
        assessed = sum(line.mean is not None for line in it.lines)
        it.plan.cut = lowered(it.shares, assessed, it.round.remaining)
        _save_line(it)
    return it


def _save_line(it: HeldPlan) -> None:
    it.plan.save(update_fields=["cut", "updated_at"])


def set_amounts(*, plan: AllocationPlan, actor: User, amounts: Mapping[int, int]) -> None:
    """Write amounts by hand: application → whole kronor. All of them or none.

    Raises what `plan_lock.held` raises, `PlanGone` when a case is no longer in the list, `AmountTooLarge`
    for one above the ceiling or what was applied for, `OverThePot` for those above the line together.
    """
    with held(plan=plan, actor=actor) as it:
        before = it.tally.total
        by_case = {line.application_id: line for line in it.lines if is_live(line.application)}
        if amounts.keys() - by_case.keys():
            raise PlanGone
        changed = [by_case[key] for key, amount in amounts.items() if by_case[key].amount != amount]
        most = most_for_each(it.round, [line.application for line in changed])
        for line in changed:
            line.amount = amounts[line.application_id]
            if line.amount > most[line.application_id]:
                raise AmountTooLarge(line.application_id, most[line.application_id])
        it.refuse_over_pot(before)
        PlanLine.objects.bulk_update(changed, ["amount"])
        it.plan.save(update_fields=["updated_at"])


def equals_of(lines: list[PlanLine], application: int) -> tuple[list[PlanLine], int]:
    """The cases that stand beside each other with the same mean as this one, and its place among them.

    Raises `PlanGone` when it is not in the list or has no equal.
    """
    live = [line for line in lines if is_live(line.application)]
    for start, end in tied_places([line.mean for line in live]):
        run = live[start:end]
        for place, line in enumerate(run):
            if line.application_id == application:
                return run, place
    raise PlanGone


def order_equals(*, plan: AllocationPlan, actor: User, application: int, step: int, reason: str) -> PlanLine:
    """Move a case one place among those with the same mean: -1 is up, 1 down, 0 leaves it where it is.

    `reason` says why, and is kept with the one that then stands first; a reason that the other had for
    standing first is taken away, since it no longer does. At either end of the run a case stays where it is.
    The log tells that the order was changed and not of which case: more people read it than see each case.
    Raises what `plan_lock.held` raises, `PlanGone` for a case without an equal, and `OverThePot` when
    another amount comes above the line and the pot does not hold it.
    """
    with held(plan=plan, actor=actor) as it:
        before = it.tally.total
        run, place = equals_of(it.lines, application)
        beside = place + step if 0 <= place + step < len(run) else place
        first, second = run[min(place, beside)], run[max(place, beside)]
        if first is not second:
            first.position, second.position = second.position, first.position
            first, second = second, first
            second.tie_reason = ""
        first.tie_reason = reason
        it.lines.sort(key=lambda line: line.position)
        it.refuse_over_pot(before)
        PlanLine.objects.bulk_update({first, second}, ["position", "tie_reason"])
        it.plan.save(update_fields=["updated_at"])
        log_saved(it.plan, actor, "ordered")
    return first


def bring_up_to_date(*, plan: AllocationPlan, actor: User) -> HeldPlan:
    """Rank anew: cases that have been decided or withdrawn leave, new ones come in, means are today's.

    Amounts stay as they are where they still may; new cases get theirs by the rule. Equals keep the order
    and the reasons they had. As many of the former cases stay above the line as were there, fewer where the
    pot does not hold them. Raises what `plan_lock.held` raises.
    """
    with held(plan=plan, actor=actor, adding_lines=True) as it:
        above = sum(is_live(line.application) for line in it.lines[: it.plan.cut])
        it.lines = _ranked_anew(it, in_proposals(standings(it.round, actor)))
        it.plan.cut = above
        it.lower_until_it_fits()
        it.plan.lines.all().delete()
        PlanLine.objects.bulk_create(it.lines)
        it.plan.save(update_fields=["cut", "updated_at"])
        log_saved(it.plan, actor, "up_to_date")
    return it


def _ranked_anew(it: HeldPlan, ranked: list[RankedCase]) -> list[PlanLine]:
    """New lines, in the order of the standings; equals as they stood, new ones after them."""
    former = {line.application_id: line for line in it.lines}
    most = most_for_each(it.round, [each.case for each in ranked])
    last = len(it.lines) + 1
    ranked = sorted(
        ranked,
        key=lambda each: (
            each.standing.mean is None,
            -(each.standing.mean or 0),
            former[each.case.pk].position if each.case.pk in former else last,
        ),
    )
    lines = []
    for place, each in enumerate(ranked, start=1):
        old = former.get(each.case.pk)
        limit = most[each.case.pk]
        lines.append(
            PlanLine(
                plan=it.plan,
                application=each.case,
                position=place,
                amount=min(old.amount, limit) if old else amount_by_rule(it.plan, each.case, limit),
                mean=each.standing.mean,
                assessments=each.standing.assessments,
                spread=each.standing.spread,
                tie_reason=old.tie_reason if old and old.mean == each.standing.mean else "",
            )
        )
    return lines
