"""Correcting a decision. The one that was wrong stays; the correction is a new row that points to it.

What is corrected is an obvious slip of writing or counting (förvaltningslagen 36 §). Whoever wants another
outcome needs a new decision by the body that made the first.
"""

from collections.abc import Collection
from datetime import date
from functools import partial

from django.db import transaction

from home.models import User
from stipend_portal.models import Application, CaseDocument, Decision, LetterDocument, OutboxMessage
from stipend_portal.models.decision import WITH_MONEY, Basis, Outcome
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.phases import Work
from stipend_portal.services.case_document import register
from stipend_portal.services.decision import require_possible_day, require_within_rules, reserve
from stipend_portal.services.errors import NotAllowed, OutcomeChanged, WrongState
from stipend_portal.services.letter_writing import write_letter
from stipend_portal.services.transition import hold_phase, lock, record_event
from stipend_portal.states import Role, State

Status = OutboxMessage.Status
# Released, and not with the applicant: in the queue, to be printed, or come back.
ON_THE_WAY = (Status.QUEUED, Status.TO_PRINT, Status.BOUNCED, Status.FAILED)


def outcomes_for(wrong: Decision) -> list[Outcome]:
    """What a correction of the decision can say that it was.

    Money stays money and none stays none. Whether it is all or a part follows from the amount, which may have
    been a slip of counting; the board's other decisions stay what they were (förvaltningslagen 36 §).
    """
    if wrong.outcome in WITH_MONEY:
        alike: Collection[str] = WITH_MONEY
    elif wrong.basis == Basis.BOARD:
        alike = {wrong.outcome}
    else:
        alike = set(Outcome) - WITH_MONEY
    return [outcome for outcome in Outcome if outcome in alike]


@transaction.atomic
def correct_decision(
    *,
    application: Application,
    actor: User,
    corrects: int,
    outcome: Outcome,
    amount: int,
    reason: str,
    basis_reference: str,
    decided_on: date,
    why: str,
) -> Decision:
    """Record what the decision should have said, change the pot and write a new letter. For the secretary.

    `corrects` is the key of the decision that was read: another one meanwhile raises `WrongState`, as does a
    case that is not decided or is closed. `why` is kept in the log. A letter about the wrong decision that
    has not gone is stopped, so that it never goes. Who decided stays what it was, and so does the outcome as
    `outcomes_for` says: another raises `OutcomeChanged`. Raises also `NotAllowed`, `WrongPhase` when the
    round is closed, `DayToCome`, `DayBeforeArrival`, `AmountTooLarge` and `PotExceeded`.
    """
    locked = lock(application, actor)
    if Role.BOARD_SECRETARY not in roles_in(actor, locked):
        raise NotAllowed
    if locked.state != State.DECIDED or locked.current_decision_id != corrects:
        raise WrongState
    hold_phase(locked.round, Work.CORRECT)
    wrong = locked.current_decision
    if outcome not in outcomes_for(wrong):
        raise OutcomeChanged
    require_possible_day(locked, decided_on)
    require_within_rules(locked, amount)
    reserve(locked.round_id, amount - wrong.amount)
    decision = Decision.objects.create(
        application=locked,
        outcome=outcome,
        amount=amount,
        reason=reason,
        basis=wrong.basis,
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
    stopped = _replace_letter(decision, actor)
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
            "basis": wrong.basis,
            "point": basis_reference,
            "corrects": wrong.pk,
            "reason": why,
            "stopped": stopped,
        },
    )
    return decision


def _replace_letter(decision: Decision, actor: User) -> list[str]:
    """A new letter instead of those about earlier decisions. Tells which of them were stopped on their way.

    One that waits to be released is taken away, for nobody has read it. One that was released and has not
    arrived stays in the record as replaced: it is neither sent, printed nor sent again.
    """
    letters = OutboxMessage.objects.filter(
        application=decision.application, kind=OutboxMessage.Kind.DECISION_LETTER
    )
    waiting = letters.filter(status=Status.HELD)
    for document in LetterDocument.objects.filter(message__in=waiting):
        transaction.on_commit(partial(document.file.storage.delete, document.file.name))
        document.delete()
    waiting.delete()
    # Locked: the worker that is sending one of them finishes first, and that letter has then gone.
    stopped = list(letters.filter(status__in=ON_THE_WAY).order_by("pk").select_for_update())
    letters.filter(pk__in=[each.pk for each in stopped]).update(status=Status.REPLACED)
    write_letter(decision, actor)
    return [str(each.pk) for each in stopped]
