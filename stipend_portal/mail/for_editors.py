"""The outbox as the way that mails from the publishing side go."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from home.mails import register_sender
from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import OutboxMessage


@register_sender
def enqueue_for_editor(kind: str, recipient: User, context: Mapping[str, Any]) -> None:
    """Write a mail about pages into the outbox, in the site's own language."""
    enqueue(
        kind=OutboxMessage.Kind(kind),
        application=None,
        recipient=recipient.email,
        languages=[settings.LANGUAGE_CODE],
        context=dict(context),
    )
