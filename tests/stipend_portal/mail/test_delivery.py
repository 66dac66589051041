"""What became of a mail after it was handed over."""

from pathlib import Path

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from stipend_portal.mail.demo_inbox import read_inbox
from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, OutboxMessage
from tests.factories.portal import make_application

DEMO_BACKEND = "stipend_portal.mail.demo_inbox.DemoInboxBackend"


@pytest.fixture
def message(db: None) -> OutboxMessage:
    """A mail that has been handed over."""
    application: Application = make_application(guardians=0)
    send_all()
    return application.messages.get()


def report(event_type: str, **fields: object) -> None:
    """The mail service tells something."""
    event = AnymailTrackingEvent(event_type=event_type, **fields)
    tracking.send(sender=None, event=event, esp_name="exempel")


@pytest.mark.parametrize(
    ("event_type", "status"),
    [
        (EventType.DELIVERED, "delivered"),
        (EventType.BOUNCED, "bounced"),
        (EventType.REJECTED, "bounced"),
        (EventType.FAILED, "failed"),
        (EventType.OPENED, "sent"),
        (EventType.QUEUED, "sent"),
        (EventType.DEFERRED, "sent"),
        ("något nytt", "sent"),
    ],
)
def test_the_status_follows_what_the_service_reports(
    message: OutboxMessage, event_type: str, status: str
) -> None:
    report(event_type, metadata={"outbox": str(message.pk)})
    message.refresh_from_db()
    assert message.status == status


def test_a_mail_that_came_back_keeps_the_reason(message: OutboxMessage) -> None:
    report(EventType.BOUNCED, metadata={"outbox": str(message.pk)}, reject_reason="invalid")
    message.refresh_from_db()
    assert message.last_error == "invalid"


def test_a_mail_can_come_back_after_it_was_delivered(message: OutboxMessage) -> None:
    for event_type in (EventType.DELIVERED, EventType.BOUNCED):
        report(event_type, metadata={"outbox": str(message.pk)})
    message.refresh_from_db()
    assert message.status == "bounced"


def test_a_report_that_comes_before_the_worker_has_noted_the_sending_is_kept(message: OutboxMessage) -> None:
    OutboxMessage.objects.update(status="queued")
    report(EventType.DELIVERED, metadata={"outbox": str(message.pk)})
    message.refresh_from_db()
    assert message.status == "delivered"


@pytest.mark.parametrize("status", ["held", "failed", "bounced"])
def test_a_report_of_what_was_not_handed_over_changes_nothing(message: OutboxMessage, status: str) -> None:
    OutboxMessage.objects.update(status=status)
    report(EventType.DELIVERED, metadata={"outbox": str(message.pk)})
    message.refresh_from_db()
    assert message.status == status


@pytest.mark.parametrize(
    "metadata",
    [None, {}, {"outbox": ""}, {"outbox": "skräp"}, {"outbox": "00000000-0000-0000-0000-000000000000"}],
)
def test_a_report_of_an_unknown_mail_changes_nothing(
    message: OutboxMessage, metadata: dict[str, str] | None
) -> None:
    report(EventType.BOUNCED, metadata=metadata)
    message.refresh_from_db()
    assert message.status == "sent"


@pytest.mark.django_db
def test_the_demos_inbox_keeps_the_mail_and_reports_it_delivered(
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.EMAIL_BACKEND, settings.DEMO_INBOX_DIR = DEMO_BACKEND, tmp_path
    application = make_application(guardians=0)
    with django_capture_on_commit_callbacks(execute=True):
        send_all()
    message = application.messages.get()
    assert message.status == "delivered"
    [shown] = read_inbox()
    assert (shown.to, shown.subject, shown.body.strip()) == (
        message.recipient,
        message.subject,
        message.body.strip(),
    )


@pytest.mark.django_db
def test_the_demos_inbox_shows_html_in_a_mail_as_text(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND, settings.DEMO_INBOX_DIR = DEMO_BACKEND, tmp_path
    make_application(guardians=1, full_name="<script>alert(1)</script>")
    send_all()
    page = client.get("/demo/mail/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.django_db
def test_the_demos_inbox_is_empty_to_begin_with(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.DEMO_INBOX_DIR = tmp_path / "finns-inte"
    assert client.get("/demo/mail/").status_code == 200
