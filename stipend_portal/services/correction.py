"""Correcting a decision. The one that was wrong stays; the correction is a new row that points to it."""

from datetime import date
from functools import partial

from django.db import transaction

from home.models import User
from stipend_portal.models import Application, CaseDocument, Decision, LetterDocument, OutboxMessage
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.services.case_document import register
from stipend_portal.services.decision import reserve
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.letter_writing import write_letter
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import Role, State


@transaction.atomic
def correct_decision(
    *,
    application: Application,
    actor: User,
    corrects: int,
    outcome: Outcome,
    amount: int,
    reason: str,
    basis: Basis,
    basis_reference: str,
    decided_on: date,
    why: str,
) -> Decision:
    """Record what the decision should have said, change the pot and write a new letter. For the secretary.

    `corrects` is the key of the decision that was read: another one meanwhile raises `WrongState`, as does a
    case that is not decided or is closed. `why` is kept in the log. A letter about the wrong decision that
    has not been released is written over, so that it can never go. Raises `NotAllowed` or `PotExceeded`.
    """
    locked = lock(application, actor)
    if Role.BOARD_SECRETARY not in roles_in(actor, locked):
        raise NotAllowed
    if locked.state != State.DECIDED or locked.current_decision_id != corrects:
        raise WrongState
    wrong = locked.current_decision
    reserve(locked.round_id, amount - wrong.amount)
    decision = Decision.objects.create(
        application=locked,
        outcome=outcome,
        amount=amount,
        reason=reason,
        basis=basis,
        basis_reference=basis_reference,
        decided_on=decided_on,
        recorded_by=actor,
        corrects=wrong,
    )
    locked.current_decision = decision
    locked.save(update_fields=["current_decision"])
    register(
        application=locked,
        kind=CaseDocument.Kind.DECISION,
        direction=CaseDocument.Direction.DRAWN_UP,
        title=basis_reference,
        on=decided_on,
    )
    _replace_letter(decision, actor)
    record_event(
        application=locked,
        kind=EventKind.DECISION_RECORDED,
        role=Role.BOARD_SECRETARY,
        actor=actor,
        from_state=locked.state,
        to_state=locked.state,
        data={
            "outcome": outcome,
            "amount": amount,
            "basis": basis,
            "point": basis_reference,
            "corrects": wrong.pk,
            "reason": why,
        },
    )
    return decision


def _replace_letter(decision: Decision, actor: User) -> None:
    """A new letter; those about earlier decisions that still wait are taken away, for nobody has read them."""
    waiting = OutboxMessage.objects.filter(
        application=decision.application,
        kind=OutboxMessage.Kind.DECISION_LETTER,
        status=OutboxMessage.Status.HELD,
    )
    for document in LetterDocument.objects.filter(message__in=waiting):
        transaction.on_commit(partial(document.file.storage.delete, document.file.name))
        document.delete()
    waiting.delete()
    write_letter(decision, actor)
