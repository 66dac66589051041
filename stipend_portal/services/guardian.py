"""A guardian's yes or no to one version, given by her own link."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.completeness import newest_only
from stipend_portal.guardian_acts import GuardianAct, acts_now
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, CaseDocument, GuardianApproval, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.services.case_document import register
from stipend_portal.services.errors import WrongState
from stipend_portal.services.transition import record_event
from stipend_portal.states import Role

Status = GuardianApproval.Status

EVENT_OF = {
    Status.APPROVED: EventKind.GUARDIAN_APPROVED,
    Status.DECLINED: EventKind.GUARDIAN_DECLINED,
    Status.WITHDRAWN: EventKind.GUARDIAN_WITHDREW,
}


def current_approvals(application: Application) -> list[GuardianApproval]:
    """The approvals of the newest version, read anew. Lock the application first."""
    return list(newest_only(application.approvals.select_related("version", "member")))


def carried_on_as(approval: GuardianApproval, current: Iterable[GuardianApproval]) -> GuardianApproval | None:
    """The row of the newest version that stands for this older one without a new question; None if none does.

    Such a row is about the same words, and was asked at the same moment, by the mail that brought the old
    link. Where an officer has corrected the address, or asked again, the old link leads nowhere.
    """
    young = approval.member.email.casefold() if approval.member else None
    for each in current:
        same_guardian = (each.email.casefold(), each.invited_at) == (
            approval.email.casefold(),
            approval.invited_at,
        )
        if same_guardian and young == (each.member.email.casefold() if each.member else None):
            return each
    return None


def require(act: GuardianAct, approval_id: int, current: Iterable[GuardianApproval]) -> GuardianApproval:
    """The approval, fresh, if this may be done with it now. Raises `WrongState` otherwise."""
    approval = next((each for each in current if each.pk == approval_id), None)
    if approval is None or act not in acts_now(approval, current, timezone.localdate()):
        raise WrongState
    return approval


def log(
    approval: GuardianApproval,
    kind: EventKind,
    role: Role,
    actor: User | None = None,
    actor_name: str = "",
    **data: Any,
) -> None:
    """Add what was done with an approval to the case's log."""
    data = {"approval": approval.pk, "version": approval.version.number} | data
    if approval.member_id:
        data["member"] = approval.member_id
    record_event(
        application=approval.application, kind=kind, role=role, actor=actor, actor_name=actor_name, data=data
    )


def register_answer(approval: GuardianApproval, registered_by: User | None = None) -> None:
    """Register what a guardian has answered as a document that came in."""
    register(
        application=approval.application,
        kind=CaseDocument.Kind.GUARDIAN_ANSWER,
        direction=CaseDocument.Direction.INCOMING,
        title=approval.name,
        registered_by=registered_by,
    )


def tell_applicant(approval: GuardianApproval) -> None:
    """Tell the applicant what a guardian has answered, or that it goes on without the answer.

    The guardian of another member is not named to her: she does not know who that is.
    """
    application = approval.application
    waived = approval.status == Status.WAIVED
    kinds = OutboxMessage.Kind
    enqueue(
        kind=kinds.GUARDIAN_WAIVED if waived else kinds.GUARDIAN_ANSWERED,
        application=application,
        recipient=application.email,
        languages=(application.language,),
        context={
            "status": approval.status,
            "guardian": "" if approval.member else approval.name,
            "young": approval.member.name if approval.member else "",
        },
    )


def _say(approval: GuardianApproval, act: GuardianAct, status: Status) -> GuardianApproval:
    """Write what the guardian says, unless it has been said already."""
    application = Application.objects.select_for_update().get(pk=approval.application_id)
    current = current_approvals(application)
    said = next((each for each in current if each.pk == approval.pk), None)
    if said and said.status == status:
        return said
    approval = require(act, approval.pk, current)
    approval.status, approval.answered_at = status, timezone.now()
    # From here on it is her own word, whatever an officer had written down before.
    approval.on_paper, approval.recorded_by = False, None
    approval.save(update_fields=["status", "answered_at", "on_paper", "recorded_by"])
    log(approval, EVENT_OF[status], Role.GUARDIAN, actor_name=approval.name)
    register_answer(approval)
    tell_applicant(approval)
    return approval


@transaction.atomic
def answer(*, approval: GuardianApproval, approves: bool) -> GuardianApproval:
    """Record a guardian's first answer and tell the applicant.

    Giving the same answer twice changes nothing. Raises `WrongState` when the other answer has been given
    already, a newer version has come, the young person has turned eighteen, or the application no longer
    waits for a decision.
    """
    return _say(approval, GuardianAct.ANSWER, Status.APPROVED if approves else Status.DECLINED)


@transaction.atomic
def take_back(*, approval: GuardianApproval) -> GuardianApproval:
    """A guardian takes her yes back, which she may until the decision. Raises `WrongState`."""
    return _say(approval, GuardianAct.TAKE_BACK, Status.WITHDRAWN)


@transaction.atomic
def change_to_yes(*, approval: GuardianApproval) -> GuardianApproval:
    """A guardian who has said no, or taken her yes back, says yes after all. Raises `WrongState`."""
    return _say(approval, GuardianAct.CHANGE_TO_YES, Status.APPROVED)
