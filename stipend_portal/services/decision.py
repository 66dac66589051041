"""Recording what the board, or someone on its delegation, has decided. People decide; this writes it down."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from home.models import User
from stipend_portal.amount_rules import most_to_grant
from stipend_portal.meetings import AGENDA_ROLES
from stipend_portal.models import (
    AgendaItem,
    Application,
    CaseDocument,
    Decision,
    Round,
)
from stipend_portal.models.decision import WITH_MONEY, Basis, Outcome
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import decision_bases, roles_in
from stipend_portal.phases import Work
from stipend_portal.services.case_document import register
from stipend_portal.services.errors import (
    AmountTooLarge,
    DayBeforeArrival,
    DayToCome,
    LateNotAccepted,
    NotAllowed,
    PotExceeded,
)
from stipend_portal.services.letter_writing import write_letter
from stipend_portal.services.meeting import log_act
from stipend_portal.services.meeting_errors import NotAtMeeting, OnAgenda
from stipend_portal.services.transition import hold_phase, record_event, transition
from stipend_portal.states import State

# The board decides when it meets; what it has delegated may be decided before.
WORK_FOR_BASIS = {Basis.BOARD: Work.DECIDE_IN_MEETING, Basis.DELEGATION: Work.DECIDE_BY_DELEGATION}


def reserve(round_id: int, amount: int) -> None:
    """Take `amount` kronor from the round's pot under lock, or give them back. Raises `PotExceeded`."""
    pot = Round.objects.select_for_update(no_key=True).get(pk=round_id)
    if amount > pot.remaining:
        raise PotExceeded(pot.remaining)
    Round.objects.filter(pk=round_id).update(granted=F("granted") + amount)


def require_possible_day(application: Application, day: date) -> None:
    """Refuse a decision of a day that has not come, or on which the application had not: in Sweden's days.

    Raises `DayToCome` or `DayBeforeArrival`.
    """
    if day > timezone.localdate():
        raise DayToCome
    if day < timezone.localdate(application.received_at):
        raise DayBeforeArrival


def require_within_rules(application: Application, amount: int) -> None:
    """Refuse more whole kronor than the application or the rules of the stipend allow: `AmountTooLarge`."""
    if amount and amount > (most := most_to_grant(application)):
        raise AmountTooLarge(application.pk, most)


def _settle_agenda(application: Application, actor: User, basis: Basis, item: AgendaItem | None) -> None:
    """See to it that a case is decided where it waits: at `item`, or else on no agenda.

    The board decides nothing outside its meetings (kommunallagen 6:27, 6:30: who is there, and who has left,
    is settled there for each case). What it has delegated can be decided all the same; the case then comes
    off the agenda.
    """
    waiting = AgendaItem.objects.filter(application=application, decision=None, put_off=False)
    other = waiting.exclude(pk=item.pk if item else None).select_related("meeting").first()
    if basis == Basis.BOARD and (other or not item):
        raise OnAgenda if other else NotAtMeeting
    if other is None:
        return
    record_event(
        application=application,
        kind=EventKind.OFF_AGENDA,
        role=min(roles_in(actor, application) & AGENDA_ROLES),
        actor=actor,
        data={"meeting": other.meeting_id, "on": other.meeting.on.isoformat(), "number": other.number},
    )
    log_act(other.meeting, actor, "taken_off", numbers=[other.number])
    other.delete()


def record_decision(
    *,
    application: Application,
    actor: User,
    outcome: Outcome,
    amount: int,
    reason: str,
    basis: Basis,
    basis_reference: str,
    decided_on: date,
    item: AgendaItem | None = None,
) -> Decision:
    """Record a decision and write the letter, which waits for another person to release it.

    `amount` is in whole kronor and is 0 unless money is granted; `decided_on` is the day of the meeting or
    of the delegated decision; `item` is where the board decided it, locked by `services.meeting_decision`.
    Raises `NotAllowed`, `WrongState`, `WrongPhase`, `DayToCome`, `DayBeforeArrival`, `AmountTooLarge`,
    `PotExceeded`, `LateNotAccepted` for money to what came late and has not been accepted, and for a decision
    of the board without an item `NotAtMeeting`, or `OnAgenda` where the case waits at a meeting. Nothing is
    then changed.
    """
    data: dict[str, Any] = {
        "outcome": outcome,
        "amount": amount,
        "basis": basis,
        "point": basis_reference,
    }
    with transition(
        application=application,
        to=State.DECIDED,
        actor=actor,
        kind=EventKind.DECISION_RECORDED,
        data=data,
    ) as locked:
        if basis not in decision_bases(roles_in(actor, locked)):
            raise NotAllowed
        hold_phase(locked.round, WORK_FOR_BASIS[basis])
        require_possible_day(locked, decided_on)
        if outcome in WITH_MONEY and locked.late_not_accepted:
            raise LateNotAccepted
        require_within_rules(locked, amount)
        _settle_agenda(locked, actor, basis, item)
        reserve(locked.round_id, amount)
        decision = Decision.objects.create(
            application=locked,
            outcome=outcome,
            amount=amount,
            reason=reason,
            basis=basis,
            basis_reference=basis_reference,
            decided_on=decided_on,
            recorded_by=actor,
        )
        locked.current_decision = decision
        register(
            application=locked,
            kind=CaseDocument.Kind.DECISION,
            direction=CaseDocument.Direction.DRAWN_UP,
            title=basis_reference,
            on=decided_on,
        )
        write_letter(decision, actor)
    return decision
