"""Fixing what the board decides at its meeting: one case, or several as they were proposed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from home.models import User
from stipend_portal.meetings import gone_from, known_conflicts, room_for
from stipend_portal.models import AgendaItem, Application, Attendance, Decision, Meeting, Round
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.permissions import visible_to
from stipend_portal.services.agenda import lock_item
from stipend_portal.services.decision import record_decision
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.meeting import lock_meeting, log_act
from stipend_portal.services.meeting_errors import NoQuorum, ParagraphTaken


@dataclass(frozen=True)
class Decided:
    """What the board has decided in one case, and what the minutes say of it."""

    outcome: Outcome
    # Whole kronor; 0 unless money is granted.
    amount: int
    reason: str
    paragraph: str
    reservations: str = ""
    # Keys of those attending whom the secretary noted as having left for jäv.
    left: Collection[int] = ()


def _fix(item: AgendaItem, actor: User, attendance: Sequence[Attendance], decided: Decided) -> Decision:
    """Fix one case; meeting, case and item are locked."""
    meeting, case = item.meeting, item.application
    conflicts = known_conflicts(attendance, [case])
    present = {row.pk for row in attendance if row.present}
    gone = (gone_from(item, conflicts) | set(decided.left)) & present
    room = room_for(meeting, attendance, gone)
    if not room.quorum.reached:
        raise NoQuorum(room.quorum)
    if meeting.items.exclude(decision=None).filter(paragraph=decided.paragraph).exists():
        raise ParagraphTaken(decided.paragraph)
    item.decision = record_decision(
        application=case,
        actor=actor,
        outcome=decided.outcome,
        amount=decided.amount,
        reason=decided.reason,
        basis=Basis.BOARD,
        basis_reference=decided.paragraph,
        decided_on=meeting.on,
        item=item,
    )
    item.paragraph, item.reservations = decided.paragraph, decided.reservations
    item.save(update_fields=["decision", "paragraph", "reservations"])
    item.recused.set(gone)
    log_act(meeting, actor, "decided", numbers=[item.number], paragraph=decided.paragraph)
    return item.decision


@transaction.atomic
def decide_item(*, item: AgendaItem, actor: User, decided: Decided) -> Decision:
    """Fix what the board has decided in one case: the decision, its letter and the item, together.

    Those known to have jäv have left, whether they were noted or not (kommunallagen 6:30). Raises `NoQuorum`
    when too few remain (6:27), `ParagraphTaken`, `MeetingClosed`, what `record_decision` raises (a meeting
    to come decides nothing), and `WrongState` when the case has been decided, put off or withdrawn meanwhile.
    """
    meeting = lock_meeting(item.meeting, actor)
    locked = lock_item(item, actor, meeting)
    return _fix(locked, actor, list(meeting.attendance.all()), decided)


def _lock_cases(meeting: Meeting, actor: User, pks: Collection[int]) -> dict[int, Application]:
    """The cases of these items, locked together with their rounds, always in the same order."""
    wanted = meeting.items.filter(pk__in=pks).values_list("application", flat=True)
    cases = visible_to(actor).filter(pk__in=list(wanted)).select_related("round").order_by("pk")
    locked = {case.pk: case for case in cases.select_for_update(of=("self",))}
    if len(locked) < len(pks):
        raise NotAllowed
    rounds = {case.round_id for case in locked.values()}
    list(Round.objects.filter(pk__in=rounds).order_by("pk").select_for_update(no_key=True))
    return locked


@transaction.atomic
def decide_as_proposed(
    *, meeting: Meeting, actor: User, chosen: Sequence[tuple[AgendaItem, str]]
) -> list[Decision]:
    """Fix several cases, each as its own proposal says and with its own paragraph: all of them or none.

    The board has decided in each (kommunallagen 6:38: no decision is made by a machine); this saves the
    secretary from writing each proposal once more. `chosen` are the items as the secretary has read them: a
    proposal changed since then raises `WrongState`. Raises otherwise what `decide_item` does.
    """
    locked_meeting = lock_meeting(meeting, actor)
    cases = _lock_cases(locked_meeting, actor, [item.pk for item, _paragraph in chosen])
    attendance = list(locked_meeting.attendance.all())
    decisions = []
    for read, paragraph in chosen:
        item = lock_item(read, actor, locked_meeting, application=cases[read.application_id])
        proposal = (item.proposed_outcome, item.proposed_amount, item.proposed_reason)
        if proposal != (read.proposed_outcome, read.proposed_amount, read.proposed_reason):
            raise WrongState
        if not item.proposed_outcome or not item.proposed_reason:
            raise WrongState
        decided = Decided(
            outcome=Outcome(item.proposed_outcome),
            amount=item.proposed_amount,
            reason=item.proposed_reason,
            paragraph=paragraph,
        )
        decisions.append(_fix(item, actor, attendance, decided))
    return decisions
