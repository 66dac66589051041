"""Recording what the board, or someone on its delegation, has decided. People decide; this writes it down."""

from datetime import date
from typing import Any

from django.db.models import F

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, Decision, OutboxMessage, Round
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import decision_bases, roles_in
from stipend_portal.phases import Work
from stipend_portal.services.errors import NotAllowed, PotExceeded
from stipend_portal.services.transition import require_phase, transition
from stipend_portal.states import State

# The board decides when it meets; what it has delegated may be decided before.
WORK_FOR_BASIS = {Basis.BOARD: Work.DECIDE_IN_MEETING, Basis.DELEGATION: Work.DECIDE_BY_DELEGATION}


def _reserve(round_id: int, amount: int) -> None:
    """Take `amount` kronor from the round's pot under lock. Raises `PotExceeded`."""
    pot = Round.objects.select_for_update().get(pk=round_id)
    if amount > pot.remaining:
        raise PotExceeded(pot.remaining)
    Round.objects.filter(pk=round_id).update(granted=F("granted") + amount)


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
) -> Decision:
    """Record a decision and write the letter, which waits for another person to release it.

    `amount` is in whole kronor and is 0 unless money is granted; `decided_on` is the day of the meeting or
    of the delegated decision. Raises `NotAllowed`, `WrongState`, `WrongPhase` or `PotExceeded`; nothing is
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
        require_phase(locked.round, WORK_FOR_BASIS[basis])
        _reserve(locked.round_id, amount)
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
        enqueue(
            kind=OutboxMessage.Kind.DECISION_LETTER,
            application=locked,
            recipient=locked.email,
            languages=(locked.language,),
            context={"decision": decision},
            held_for=actor,
        )
    return decision
