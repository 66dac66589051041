"""Demo mode's mail service: a folder, and a page that shows it."""

import email
import email.policy
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage as ParsedMail
from pathlib import Path

from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

SHOWN = 50


class DemoInboxBackend(BaseEmailBackend):
    """Keeps each mail as a file, and reports it delivered as a real service would."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails into the demo's folder."""
        folder = Path(settings.DEMO_INBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            (folder / f"{time.time_ns()}.eml").write_bytes(message.message().as_bytes())
            self._report(message)
        return len(email_messages)

    def _report(self, message: EmailMessage) -> None:
        event = AnymailTrackingEvent(
            event_type=EventType.DELIVERED, metadata=getattr(message, "metadata", {})
        )
        transaction.on_commit(lambda: tracking.send(sender=type(self), event=event, esp_name="demo"))


@dataclass(frozen=True)
class ShownMail:
    """A mail in the demo's inbox."""

    at: datetime
    to: str
    subject: str
    body: str


def read_inbox() -> list[ShownMail]:
    """The newest mails, newest first."""
    files = sorted(Path(settings.DEMO_INBOX_DIR).glob("*.eml"), reverse=True)[:SHOWN]
    shown = []
    for file in files:
        mail: ParsedMail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        part = mail.get_body(preferencelist=("plain",))
        shown.append(
            ShownMail(
                at=datetime.fromtimestamp(int(file.stem) / 1e9, tz=timezone.get_current_timezone()),
                to=str(mail["to"]),
                subject=str(mail["subject"]),
                body=part.get_content() if part else "",
            )
        )
    return shown


def inbox(request: HttpRequest) -> HttpResponse:
    """Every mail the demo has sent, for whoever tries the site out."""
    return render(request, "stipend_portal/demo_inbox.html", {"mails": read_inbox()})
