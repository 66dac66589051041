"""Sharing the cases of a round out among the board members who are to assess them."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import User
from stipend_portal.assignments import ASSESSORS, board_of, to_share_out
from stipend_portal.even_shares import CaseToShare, share_evenly
from stipend_portal.models import Application, Assignment, ConflictOfInterest, Event, Round
from stipend_portal.models.event import EventKind
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.permissions import round_roles
from stipend_portal.phases import Work
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.round_event import record_round_event
from stipend_portal.services.transition import hold_phase
from stipend_portal.states import Role

USUAL_EACH = 2


class How(TextChoices):
    """The ways to share out."""

    ROUND_ROBIN = "evenly", _("Evenly: so many board members for each case, in turn")
    ALL = "all", _("Everyone: each board member assesses each case")
    NOBODY = (
        "nobody",
        _("Take all assignments away: nothing is shared out, and each board member assesses each case"),
    )


@dataclass(frozen=True)
class Share:
    """One board member, and how many cases she assesses before and after."""

    person: User
    before: int
    after: int


@dataclass
class Plan:
    """What sharing out would do. Nothing is changed by making one."""

    shares: list[Share] = field(default_factory=list)
    cases: int = 0
    # How many cases get fewer assessors than asked for, because of jäv or too small a board.
    short: int = 0
    coming: list[tuple[Application, User]] = field(default_factory=list)
    leaving: list[Assignment] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything would be different."""
        return bool(self.coming or self.leaving)

    @property
    def mark(self) -> str:
        """The same for the same plan: what was shown is then what is done."""
        lines = [f"+{case.pk}:{person.pk}" for case, person in self.coming]
        lines += [f"-{each.pk}" for each in self.leaving]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]


def may_share_out(round_: Round, actor: User) -> bool:
    """Whether this person is an officer of the round."""
    return (round_.pk, Role.CASE_OFFICER) in round_roles(actor)


def plan_assessors(
    *, round: Round, how: How, actor: User, each: int = USUAL_EACH, cases: Iterable[Application] | None = None
) -> Plan:
    """What `assign_assessors` would do now, always the same for the same cases and people.

    Those who are on a case stay on it, and what they have counts when the rest is shared. `cases` are
    those of `assignments.to_share_out` where the caller has locked them.
    """
    cases = list(to_share_out(round.pk, actor) if cases is None else cases)
    people = list(board_of(round.pk))
    now = list(ASSESSORS.filter(application__in=cases).order_by("pk"))
    jav = ConflictOfInterest.objects.filter(application__in=cases, has_conflict=True)
    barred: dict[int, set[int]] = {case.pk: {case.applicant_id or 0} for case in cases}
    for application_id, user_id in jav.values_list("application", "user"):
        barred[application_id].add(user_id)
    has: dict[int, set[int]] = {case.pk: set() for case in cases}
    for assignment in now:
        has[assignment.application_id].add(assignment.user_id)
    before = Counter(assignment.user_id for assignment in now)
    plan = Plan(cases=len(cases))
    if how == How.NOBODY:
        plan.leaving = now
    else:
        each = len(people) if how == How.ALL else each
        by_key, by_case = {person.pk: person for person in people}, {case.pk: case for case in cases}
        to_share = [
            CaseToShare(case.pk, frozenset(has[case.pk]), frozenset(barred[case.pk])) for case in cases
        ]
        added = share_evenly(to_share, list(by_key), each=each, load=before)
        plan.coming = [(by_case[case], by_key[who]) for case, new in added.items() for who in new]
        plan.short = sum(len(has[case.pk]) + len(added.get(case.pk, ())) < each for case in cases)
    after = before + Counter(person.pk for _case, person in plan.coming)
    after.subtract(assignment.user_id for assignment in plan.leaving)
    plan.shares = [Share(person, before[person.pk], after[person.pk]) for person in people]
    return plan


@transaction.atomic
def assign_assessors(*, round: Round, how: How, actor: User, each: int = USUAL_EACH, mark: str = "") -> Plan:
    """Share the round's cases out among its board members; jäv is respected, and so is what is assigned.

    For an officer of the round. Cases in which she has jäv herself, and those with protected identity, are
    left as they are. `mark` is that of the plan she was shown: raises `WrongState` when it would be another
    one by now, `NotAllowed` for anyone else, and `WrongPhase`.
    """
    if not may_share_out(round, actor):
        raise NotAllowed
    round = Round.objects.get(pk=round.pk)
    # Whoever answers about jäv waits for the case's row, see `services.conflict`.
    rows = Application.objects.select_for_update(of=("self",)).order_by("pk")
    locked = rows.filter(pk__in=to_share_out(round.pk, actor).order_by().values("pk"))
    cases = sorted(locked, key=lambda case: (case.received_at, case.pk))
    hold_phase(round, Work.HANDLE)
    plan = plan_assessors(round=round, how=how, actor=actor, each=each, cases=cases)
    if mark and mark != plan.mark:
        raise WrongState
    _write(plan, actor)
    if plan.changes:
        record_round_event(
            round=round,
            kind=RoundEventKind.ASSESSORS_ASSIGNED,
            actor=actor,
            data={
                "how": how,
                "each": each if how == How.ROUND_ROBIN else None,
                "cases": plan.cases,
                "assigned": len(plan.coming),
                "taken_off": len(plan.leaving),
            },
        )
    return plan


def _write(plan: Plan, actor: User) -> None:
    """Every assignment and its event, in few queries however many there are."""
    people = User.objects.in_bulk({assignment.user_id for assignment in plan.leaving})
    told = [(EventKind.UNASSIGNED, each.application_id, people[each.user_id]) for each in plan.leaving]
    told += [(EventKind.ASSIGNED, case.pk, person) for case, person in plan.coming]
    Assignment.objects.filter(pk__in=[each.pk for each in plan.leaving]).delete()
    Assignment.objects.bulk_create(
        Assignment(application=case, user=person, kind=Assignment.Kind.ASSESSOR)
        for case, person in plan.coming
    )
    now = timezone.now()
    Event.objects.bulk_create(
        Event(
            application_id=application_id,
            kind=kind,
            at=now,
            actor=actor,
            actor_name=str(actor),
            actor_role=Role.CASE_OFFICER,
            data={"person": str(person), "as": Assignment.Kind.ASSESSOR},
        )
        for kind, application_id, person in told
    )
