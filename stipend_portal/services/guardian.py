"""A guardian's yes or no to one version."""

from django.db import transaction
from django.utils import timezone

from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, GuardianApproval, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.services.errors import WrongState
from stipend_portal.services.transition import record_event
from stipend_portal.states import UNDECIDED, Role

Status = GuardianApproval.Status


@transaction.atomic
def answer(*, approval: GuardianApproval, approves: bool) -> GuardianApproval:
    """Record a guardian's answer and tell the applicant.

    Giving the same answer twice changes nothing. Raises `WrongState` when the other answer has been
    given already, or the application no longer waits for a decision.
    """
    application = Application.objects.select_for_update().get(pk=approval.application_id)
    approval = GuardianApproval.objects.select_for_update().get(pk=approval.pk)
    wanted = Status.APPROVED if approves else Status.DECLINED
    if approval.status == wanted:
        return approval
    if approval.status != Status.INVITED or application.state not in UNDECIDED:
        raise WrongState
    approval.status = wanted
    approval.answered_at = timezone.now()
    approval.save(update_fields=["status", "answered_at"])
    record_event(
        application=application,
        kind=EventKind.GUARDIAN_APPROVED if approves else EventKind.GUARDIAN_DECLINED,
        role=Role.GUARDIAN,
        actor_name=approval.name,
        data={"approval": approval.pk, "version": approval.version.number},
    )
    enqueue(
        kind=OutboxMessage.Kind.GUARDIAN_ANSWERED,
        application=application,
        recipient=application.applicant.email,
        languages=(application.language,),
        context={"approves": approves, "guardian": approval.name},
    )
    return approval
