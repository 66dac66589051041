"""What waits for somebody in a case: messages, mails that came back, letters, requests, old assessments.

Through no door: the caller asks for those of the cases that she may see.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from stipend_portal.models import (
    ApplicationVersion,
    Assessment,
    Event,
    GroupMember,
    GuardianApproval,
    Message,
    OutboxMessage,
    SupplementRequest,
)
from stipend_portal.models.event import EventKind
from stipend_portal.states import FINAL

Status = OutboxMessage.Status
UNDELIVERED = (Status.BOUNCED, Status.FAILED)


def unanswered() -> QuerySet[Message]:
    """The newest messages of cases that wait for an officer's answer, at most one a case."""
    later = Message.objects.filter(application=OuterRef("application"), pk__gt=OuterRef("pk"))
    settled = Event.objects.filter(
        application=OuterRef("application"), kind=EventKind.MESSAGE_SETTLED, at__gt=OuterRef("at")
    )
    waiting = Message.objects.filter(from_applicant=True).exclude(application__state__in=sorted(FINAL))
    return waiting.filter(~Exists(later), ~Exists(settled))


def undelivered() -> QuerySet[OutboxMessage]:
    """Mails that came back or could not be sent, and that still matter.

    One does not when the same thing has been sent again later, or when the guardian or member whom it was to
    has answered all the same.
    """
    later = OutboxMessage.objects.alias(
        to_approval=Coalesce("approval_id", 0), to_member=Coalesce("member_id", 0)
    ).filter(
        application=OuterRef("application"),
        kind=OuterRef("kind"),
        created_at__gt=OuterRef("created_at"),
        to_approval=Coalesce(OuterRef("approval_id"), 0),
        to_member=Coalesce(OuterRef("member_id"), 0),
    )
    answered = ~Q(approval=None) & ~Q(approval__status=GuardianApproval.Status.INVITED)
    answered |= ~Q(member=None) & ~Q(member__status=GroupMember.Status.INVITED)
    return OutboxMessage.objects.filter(~Exists(later), ~answered, status__in=UNDELIVERED)


def held() -> QuerySet[OutboxMessage]:
    """Letters that somebody is to read and release."""
    return OutboxMessage.objects.filter(status=Status.HELD)


def overdue(today: date) -> QuerySet[SupplementRequest]:
    """Requests for supplement that are still open though their last day has passed."""
    return SupplementRequest.objects.filter(closed_at=None, due__lt=today)


def outdated() -> QuerySet[Assessment]:
    """Assessments of an earlier version than the case has now."""
    newer = ApplicationVersion.objects.filter(
        application=OuterRef("application"), number__gt=OuterRef("version__number")
    )
    return Assessment.objects.filter(Exists(newer))


def of_case(rows: QuerySet) -> Exists:
    """Whether a case has any of these rows, as a condition on applications."""
    return Exists(rows.filter(application=OuterRef("pk")))


def is_in(rows: QuerySet) -> Q:
    """The applications that have one of these rows, found from the rows: they are few."""
    return Q(pk__in=rows.order_by().values(key=F("application_id")))
