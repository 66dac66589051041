"""Who reads a round's ranking and its proposals, and how much of them. Every page in this folder starts here."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.functional import cached_property

from home.models import User
from stipend_portal.models import AllocationPlan, Application, PlanLine, Round
from stipend_portal.permissions import READING_ROLES, RoundRoles, round_roles, rounds_with
from stipend_portal.phases import Phase, Work, allows
from stipend_portal.ranking import is_live
from stipend_portal.review.access import cases_for, cases_to_assess
from stipend_portal.round_sums import rounds_without_sums
from stipend_portal.states import UNDECIDED, Role

# Whom the menu shows the pages; what each sees there is decided round by round.
SHOWN_TO = frozenset({*READING_ROLES, Role.COMMITTEE_MEMBER})

# When a board member reads the adopted proposal: not before she decides on it.
AT_MEETING = Phase.MEETING


@dataclass
class Seat:
    """How a person stands to the ranking of one round."""

    user: User
    round: Round
    roles: RoundRoles

    @property
    def reads_names(self) -> bool:
        """Whether she handles the cases. A board member sees numbers, and the adopted proposal only."""
        return self.round.pk in rounds_with(self.roles, READING_ROLES)

    @property
    def is_officer(self) -> bool:
        """Whether ranking is her work."""
        return (self.round.pk, Role.CASE_OFFICER) in self.roles

    @property
    def may_rank(self) -> bool:
        """Whether she may change proposals now."""
        return self.is_officer and allows(self.round.phase, Work.RANK)

    @cached_property
    def reads_sums(self) -> bool:
        """Whether she reads what is left of the money: not where it would tell of a case closed to her.

        Whoever ranks now cannot do without it.
        """
        return self.may_rank or self.round.pk not in rounds_without_sums(self.user, self.roles)

    @property
    def cases(self) -> QuerySet[Application]:
        """The cases of the round that she sees, in any state."""
        door = cases_for if self.reads_names else cases_to_assess
        return door(self.user, self.roles).filter(round=self.round).order_by()

    @property
    def plans(self) -> QuerySet[AllocationPlan]:
        """The proposals that she sees. `holds_hidden`: whether one holds undecided cases closed to her."""
        hidden = live_lines().filter(plan=OuterRef("pk")).exclude(application__in=self.cases.values("pk"))
        plans = AllocationPlan.objects.filter(round=self.round).select_related("created_by")
        plans = plans if self.reads_names else plans.filter(adopted_at__isnull=False)
        return plans.annotate(holds_hidden=Exists(hidden))

    def lines_of(self, plan: AllocationPlan) -> tuple[list[PlanLine], bool]:
        """The lines that she sees of a proposal, in their order, and whether it holds undecided cases closed to her."""
        seen = Exists(self.cases.filter(pk=OuterRef("application")))
        lines = list(plan.lines.select_related("application").annotate(is_seen=seen))
        hidden = any(not line.is_seen and is_live(line.application) for line in lines)
        return [line for line in lines if line.is_seen], hidden


def live_lines() -> QuerySet[PlanLine]:
    """Lines of cases that are still to be decided."""
    return PlanLine.objects.filter(application__state__in=sorted(UNDECIDED))


def rounds_for(user: User, roles: RoundRoles) -> QuerySet[Round]:
    """The rounds whose ranking a person reads: a board member's once the round has come to the meeting."""
    reading = rounds_with(roles, READING_ROLES)
    sitting = rounds_with(roles, {Role.COMMITTEE_MEMBER}) - reading
    at_meeting = Round.objects.filter(pk__in=sitting, phase=AT_MEETING)
    return Round.objects.filter(pk__in=reading) | at_meeting


def seat_in(user: User, pk: int) -> Seat:
    """A person's seat in a round. Raises `Http404`, also when the round exists but is not for her."""
    round_ = Round.objects.select_related("programme").filter(pk=pk).first()
    return _seat(user, round_)


def _seat(user: User, round_: Round | None) -> Seat:
    if round_ is None:
        raise Http404
    seat = Seat(user, round_, round_roles(user))
    sits = round_.pk in rounds_with(seat.roles, {Role.COMMITTEE_MEMBER}) and round_.phase == AT_MEETING
    if not seat.reads_names and not sits:
        raise Http404
    return seat


def seat_at(user: User, plan_pk: int) -> tuple[Seat, AllocationPlan]:
    """A proposal and the person's seat in its round. Raises `Http404`, also when it is not for her."""
    rows = AllocationPlan.objects.select_related("round__programme", "created_by")
    plan = rows.filter(pk=plan_pk).first()
    seat = _seat(user, plan and plan.round)
    if plan is None or not (seat.reads_names or plan.adopted_at):
        raise Http404
    return seat, plan
