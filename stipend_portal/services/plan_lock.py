"""Holding a proposal still while it is changed.

Locks are taken in one order, that of recording a decision: cases, then the round with its pot, then the
proposal. Whoever adds lines must hold their cases first, since a new line makes the database lock its case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from home.models import User
from stipend_portal.allocation import Share, Tally, lowered, tally
from stipend_portal.models import AllocationPlan, Application, PlanLine, Round
from stipend_portal.permissions import RoundRoles, round_roles
from stipend_portal.phases import Work
from stipend_portal.ranking import is_live, rankable
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.plan_errors import NotAllSeen, OverThePot, PlanAdopted, PlanGone
from stipend_portal.services.transition import require_phase
from stipend_portal.states import Role


@dataclass
class HeldPlan:
    """A proposal, its lines in order and its round, all as they are until the transaction ends."""

    plan: AllocationPlan
    round: Round
    lines: list[PlanLine]

    @property
    def shares(self) -> list[Share]:
        """The lines as the arithmetic sees them."""
        return [share_of(line) for line in self.lines]

    @property
    def tally(self) -> Tally:
        """What stands above the line now."""
        return tally(self.shares, self.plan.cut, self.round.remaining)

    def refuse_over_pot(self, before: int) -> None:
        """Raise `OverThePot` when the pot does not hold what is above the line.

        `before` is what stood above it until now. A proposal that the pot has shrunk under may be made
        smaller step by step.
        """
        now = self.tally
        if now.over and now.total >= before:
            raise OverThePot(now.over)

    def lower_until_it_fits(self) -> None:
        """Move the line up to where the pot holds what is above it."""
        self.plan.cut = lowered(self.shares, self.plan.cut, self.round.remaining)


def share_of(line: PlanLine) -> Share:
    """A line with its application at hand, as the arithmetic sees it."""
    return Share(line.amount, line.application.people, is_live(line.application))


def hold_round(round: Round, roles: RoundRoles) -> Round:
    """The round, locked, for an officer of it in the phase of ranking. `roles` are those of the actor.

    Raises `NotAllowed` or `WrongPhase`.
    """
    if (round.pk, Role.CASE_OFFICER) not in roles:
        raise NotAllowed
    locked = Round.objects.select_related("programme").select_for_update(of=("self",)).get(pk=round.pk)
    require_phase(locked, Work.RANK)
    return locked


def hold_cases(round: Round, actor: User, roles: RoundRoles) -> None:
    """Lock the cases that can be in a proposal, in the order of their keys."""
    cases = Application.objects.filter(pk__in=rankable(round, actor, roles).values("pk"))
    list(cases.select_for_update().order_by("pk").values_list("pk", flat=True))


@contextmanager
def held(
    *, plan: AllocationPlan, actor: User, adding_lines: bool = False, adopted: bool = False
) -> Iterator[HeldPlan]:
    """The proposal, locked with its round, for an officer who sees every case in it.

    `adopted` is what it must be: an adopted proposal is not changed. Raises `NotAllowed`, `WrongPhase`,
    `PlanGone`, `PlanAdopted` or `NotAllSeen`.
    """
    roles = round_roles(actor)
    with transaction.atomic():
        if adding_lines:
            hold_cases(plan.round, actor, roles)
        round_ = hold_round(plan.round, roles)
        locked = AllocationPlan.objects.select_for_update().filter(pk=plan.pk, round=round_).first()
        if locked is None:
            raise PlanGone
        if bool(locked.adopted_at) is not adopted:
            raise PlanAdopted
        locked.round = round_
        seen = Exists(rankable(round_, actor, roles).filter(pk=OuterRef("application")))
        lines = list(locked.lines.select_related("application").annotate(is_seen=seen))
        if any(is_live(line.application) and not line.is_seen for line in lines):
            raise NotAllSeen
        yield HeldPlan(locked, round_, lines)
