"""Sending what waits in the outbox. Several workers may run: each row is sent by one of them."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from home.mail.html import dress
from stipend_portal.documents.letter_document import letter_document
from stipend_portal.models import OutboxMessage
from stipend_portal.models.outbox_message import LINK_PLACEHOLDER

logger = logging.getLogger(__name__)

Status = OutboxMessage.Status

# After each failure the wait doubles, from a minute to some hours; then a person must look.
FIRST_WAIT = timedelta(minutes=1)
MOST_ATTEMPTS = 10


def _body(message: OutboxMessage) -> str:
    """The text with the secret link in place of its mark."""
    body = message.body
    answers_by_link = message.approval or message.member
    if answers_by_link is None:
        return body
    for language, _name in settings.LANGUAGES:
        with override(language):
            link = settings.BASE_URL + answers_by_link.get_absolute_url()
        body = body.replace(LINK_PLACEHOLDER.format(language=language), link)
    return body


def _email(message: OutboxMessage) -> EmailMessage:
    email = dress(
        EmailMessage(
            subject=message.subject,
            body=_body(message),
            to=[message.recipient],
            headers={"Auto-Submitted": "auto-generated"},
        )
    )
    if message.kind == OutboxMessage.Kind.DECISION_LETTER:
        document = letter_document(message)
        with document.file.open("rb") as content:
            email.attach(f"{message.application.reference}.pdf", content.read(), "application/pdf")
    # Comes back with every report from the mail service; see `delivery`.
    email.metadata = {"outbox": str(message.pk)}  # type: ignore[attr-defined]
    return email


def _note_failure(message: OutboxMessage, error: Exception) -> None:
    message.last_error = type(error).__name__
    if message.attempts >= MOST_ATTEMPTS:
        message.status = Status.FAILED
    else:
        message.next_attempt_at = timezone.now() + FIRST_WAIT * 2 ** (message.attempts - 1)
    # The kind of error only: its text may hold the recipient's address.
    logger.warning("mail %s not sent: %s", message.pk, message.last_error)


@transaction.atomic
def send_next() -> bool:
    """Send the mail that has waited longest. Returns whether there was one."""
    message = (
        OutboxMessage.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(status=Status.QUEUED, next_attempt_at__lte=timezone.now())
        .order_by("next_attempt_at")
        .first()
    )
    if message is None:
        return False
    message.attempts += 1
    try:
        # Also a text that cannot be made is a failure of this mail alone: the others must not wait for it.
        email = _email(message)
        email.send()
    except Exception as error:
        _note_failure(message, error)
    else:
        message.status, message.sent_at, message.last_error = Status.SENT, timezone.now(), ""
        report = getattr(email, "anymail_status", None)
        message.provider_id = str(getattr(report, "message_id", "") or "")[:200]
    message.save()
    return True


def send_all() -> int:
    """Send everything that is due now. Returns how many mails were tried."""
    count = 0
    while send_next():
        count += 1
    return count
