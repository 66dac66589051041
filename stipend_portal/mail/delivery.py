"""What the mail service tells of a message after it was handed over.

Anymail turns every service's web hook into one signal; the demo's inbox sends the same signal.
"""

from typing import Any
from uuid import UUID

from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.dispatch import receiver

from stipend_portal.models import OutboxMessage

Status = OutboxMessage.Status

MEANING = {
    EventType.DELIVERED: Status.DELIVERED,
    EventType.BOUNCED: Status.BOUNCED,
    EventType.REJECTED: Status.BOUNCED,
    EventType.FAILED: Status.FAILED,
}


@receiver(tracking)
def note_delivery(sender: Any, event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    """Set the status that the service reports; a report of something else changes nothing."""
    status = MEANING.get(event.event_type)
    try:
        key = UUID((event.metadata or {}).get("outbox", ""))
    except ValueError:  # a mail that is not from the outbox, such as a sign-in code
        return
    if status is None:
        return
    # Queued as well: a quick service reports before the worker has written down that it is sent.
    waiting = [Status.QUEUED, Status.SENT, Status.DELIVERED]
    message = OutboxMessage.objects.filter(pk=key, status__in=waiting)
    message.update(status=status, last_error=str(event.reject_reason or "")[:200])
