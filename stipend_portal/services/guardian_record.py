"""What a case officer does about a guardian who has not answered by her link."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.guardian_acts import GuardianAct, is_taken, status_on_paper
from stipend_portal.models import GuardianApproval, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.models.signed_link import new_nonce
from stipend_portal.permissions import roles_in
from stipend_portal.services.asking import mail_guardian
from stipend_portal.services.errors import AddressTaken, NotAllowed, WrongState
from stipend_portal.services.guardian import (
    EVENT_OF,
    current_approvals,
    log,
    register_answer,
    require,
    tell_applicant,
)
from stipend_portal.services.transition import lock
from stipend_portal.states import Role

Status = GuardianApproval.Status


def _locked(
    act: GuardianAct, approval: GuardianApproval, actor: User
) -> tuple[GuardianApproval, list[GuardianApproval]]:
    """The approval under lock, and all of the newest version. Raises `NotAllowed` or `WrongState`."""
    application = lock(approval.application, actor)
    if Role.CASE_OFFICER not in roles_in(actor, application):
        raise NotAllowed
    current = current_approvals(application)
    return require(act, approval.pk, current), current


@transaction.atomic
def record_on_paper(
    *,
    approval: GuardianApproval,
    actor: User,
    approves: bool,
    signed_on: date,
    name: str = "",
    note: str = "",
) -> GuardianApproval:
    """Record a yes or a no that a guardian has signed on paper on the day `signed_on`.

    `name` is who signed, for an approval that no guardian is named on. The applicant is told. Raises
    `NotAllowed`, or `WrongState` also when the paper says nothing new.
    """
    approval, _current = _locked(GuardianAct.RECORD_ON_PAPER, approval, actor)
    status = status_on_paper(approval, approves)
    if status is None:
        raise WrongState
    approval.status, approval.answered_at = status, timezone.now()
    approval.name = approval.name or name
    approval.on_paper, approval.recorded_by = True, actor
    approval.save(update_fields=["status", "answered_at", "name", "on_paper", "recorded_by"])
    log(
        approval,
        EventKind.GUARDIAN_ON_PAPER if approves else EVENT_OF[status],
        Role.CASE_OFFICER,
        actor,
        on_paper=True,
        signed_on=signed_on.isoformat(),
        note=note,
    )
    register_answer(approval, registered_by=actor)
    tell_applicant(approval)
    return approval


@transaction.atomic
def go_on_without(*, approval: GuardianApproval, actor: User, reason: str) -> GuardianApproval:
    """Go on without one guardian's answer, for a `reason` that is kept.

    A guardian may decide alone only where the other is prevented and it cannot wait, and never in what is
    decisive for the child's future (föräldrabalken 6:13); so never over a no. The applicant is
    told, by mail to herself alone. Raises `NotAllowed` or `WrongState`.
    """
    approval, _current = _locked(GuardianAct.GO_ON_WITHOUT, approval, actor)
    before = approval.status
    approval.status, approval.answered_at = Status.WAIVED, timezone.now()
    approval.recorded_by, approval.reason = actor, reason
    approval.save(update_fields=["status", "answered_at", "recorded_by", "reason"])
    log(approval, EventKind.GUARDIAN_WAIVED, Role.CASE_OFFICER, actor, before=before, reason=reason)
    tell_applicant(approval)
    return approval


@transaction.atomic
def ask_again(*, approval: GuardianApproval, actor: User, email: str, name: str = "") -> GuardianApproval:
    """Send the question again, to `email`, with a new link; every link sent before is worthless from now.

    `name` is for an approval that no guardian is named on. Raises `AddressTaken`, `NotAllowed` or
    `WrongState`.
    """
    approval, current = _locked(GuardianAct.ASK_AGAIN, approval, actor)
    if is_taken(email, approval, current):
        raise AddressTaken
    corrected = bool(approval.email) and approval.email != email
    approval.nonce = new_nonce()
    approval.name, approval.email = approval.name or name, email
    approval.status, approval.answered_at, approval.recorded_by = Status.INVITED, None, None
    approval.invited_at, approval.reminders, approval.reminded_at = timezone.now(), 0, None
    approval.save()
    # A mail makes its link when it leaves: one that still waits would bring the new link to the old address.
    waiting = approval.messages.filter(status=OutboxMessage.Status.QUEUED)
    waiting.update(status=OutboxMessage.Status.FAILED, last_error="replaced by a new question")
    mail_guardian(approval)
    log(approval, EventKind.GUARDIAN_ASKED_AGAIN, Role.CASE_OFFICER, actor, corrected=corrected)
    return approval
