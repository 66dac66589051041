"""Sending what waits, trying again, and giving up."""

from collections.abc import Generator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from stipend_portal.mail import worker
from stipend_portal.mail.worker import MOST_ATTEMPTS, send_all, send_next
from stipend_portal.models import Application, GuardianApproval, OutboxMessage
from tests.factories.portal import make_application

pytestmark = pytest.mark.django_db

Status = OutboxMessage.Status
NOON = datetime.fromisoformat("2027-02-01T12:00:00+01:00")


class Unreachable(EmailBackend):
    """A mail service that does not answer."""

    def send_messages(self, messages: list[EmailMessage]) -> int:  # type: ignore[override]
        raise ConnectionRefusedError("550 alva@example.org")


UNREACHABLE = f"{__name__}.Unreachable"


@pytest.fixture
def clock() -> Generator[time_machine.Traveller, None, None]:
    """The time, standing still until moved."""
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


@pytest.fixture
def application(clock: time_machine.Traveller) -> Application:
    """An application with one guardian: two mails wait."""
    return make_application(guardians=1)


@pytest.fixture
def message(application: Application) -> OutboxMessage:
    """The receipt, the only mail that waits."""
    application.messages.exclude(kind="receipt").delete()
    return application.messages.get()


@pytest.mark.sqlite
def test_what_waits_is_sent_once(application: Application) -> None:
    assert send_all() == 2
    assert send_all() == 0
    assert {tuple(each.to) for each in mail.outbox} == {
        ("gun@example.org",),
        (application.applicant.email,),
    }
    assert [each.status for each in OutboxMessage.objects.all()] == [Status.SENT, Status.SENT]


def test_a_sent_mail_has_its_time_and_one_attempt(message: OutboxMessage) -> None:
    send_all()
    message.refresh_from_db()
    assert (message.status, message.attempts, message.sent_at, message.last_error) == ("sent", 1, NOON, "")


def test_a_sent_mail_is_the_stored_one_and_says_it_was_sent_by_a_machine(message: OutboxMessage) -> None:
    send_all()
    [sent] = mail.outbox
    assert (sent.subject, sent.body, sent.to) == (message.subject, message.body, [message.recipient])
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.metadata == {"outbox": str(message.pk)}


def test_the_mail_that_has_waited_longest_goes_first(message: OutboxMessage) -> None:
    older = OutboxMessage.objects.create(
        application=message.application,
        kind="withdrawn",
        recipient="tidig@example.org",
        subject="Tidig",
        body="Tidig",
    )
    OutboxMessage.objects.filter(pk=older.pk).update(next_attempt_at=NOON - timedelta(hours=1))
    send_all()
    assert [each.to for each in mail.outbox] == [["tidig@example.org"], [message.recipient]]


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.QUEUED}))
def test_only_what_is_queued_is_sent(message: OutboxMessage, status: Status) -> None:
    OutboxMessage.objects.update(status=status)
    assert send_next() is False
    assert mail.outbox == []


def test_what_is_not_due_is_not_sent(message: OutboxMessage) -> None:
    OutboxMessage.objects.update(next_attempt_at=NOON + timedelta(seconds=1))
    assert send_next() is False


@pytest.mark.sqlite
def test_a_failure_is_noted_and_tried_again_with_ever_longer_waits(
    message: OutboxMessage, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.EMAIL_BACKEND = UNREACHABLE
    waits = []
    for attempt in range(1, MOST_ATTEMPTS):
        assert send_all() == 1
        message.refresh_from_db()
        assert (message.status, message.attempts) == ("queued", attempt)
        waits.append((message.next_attempt_at - timezone.now()) // timedelta(minutes=1))
        clock.move_to(message.next_attempt_at)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert send_all() == 1
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("failed", MOST_ATTEMPTS)
    clock.shift(timedelta(days=30))
    assert send_all() == 0


def test_a_mail_that_failed_is_sent_when_the_service_answers_again(
    message: OutboxMessage, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.EMAIL_BACKEND, answering = UNREACHABLE, settings.EMAIL_BACKEND
    send_all()
    settings.EMAIL_BACKEND = answering
    assert send_all() == 0
    clock.shift(timedelta(minutes=1))
    assert send_all() == 1
    message.refresh_from_db()
    assert (message.status, message.attempts, message.last_error) == ("sent", 2, "")


def test_what_is_noted_of_a_failure_names_no_person(
    message: OutboxMessage, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = UNREACHABLE
    send_all()
    message.refresh_from_db()
    assert message.last_error == "ConnectionRefusedError"
    assert "@" not in caplog.text


def test_one_mail_that_cannot_be_sent_does_not_hold_up_the_others(application: Application) -> None:
    OutboxMessage.objects.filter(kind="receipt").update(recipient="a@example.org\nBcc: b@example.org")
    assert send_all() == 2
    assert [each.to for each in mail.outbox] == [["gun@example.org"]]


def test_a_mail_whose_text_cannot_be_made_does_not_hold_up_the_others(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = worker._email

    def fail_for_the_guardian(message: OutboxMessage) -> EmailMessage:
        if message.approval_id:
            raise ValueError
        return make(message)

    monkeypatch.setattr(worker, "_email", fail_for_the_guardian)
    assert send_all() == 2
    assert [each.to for each in mail.outbox] == [[application.applicant.email]]


def test_the_guardians_link_is_made_when_the_mail_leaves_and_is_never_stored(
    application: Application,
) -> None:
    approval = application.approvals.get()
    send_all()
    [sent] = [each for each in mail.outbox if each.to == ["gun@example.org"]]
    assert f"http://testserver/godkann/{approval.token}/" in sent.body
    assert f"http://testserver/en/godkann/{approval.token}/" in sent.body
    assert "[[" not in sent.body
    stored = OutboxMessage.objects.get(kind="guardian_invitation").body
    assert approval.token not in stored
    assert "[[secret-link:sv]]" in stored


def test_a_link_made_after_the_nonce_changed_is_the_new_one(application: Application) -> None:
    GuardianApproval.objects.update(nonce="nytt")
    send_all()
    [sent] = [each for each in mail.outbox if each.to == ["gun@example.org"]]
    assert application.approvals.get().token in sent.body


def test_the_applicants_words_are_never_read_as_a_link_placeholder(clock: time_machine.Traveller) -> None:
    application = make_application(guardians=1, full_name="[[secret-link:sv]]")
    send_all()
    [receipt] = [each for each in mail.outbox if each.to == [application.applicant.email]]
    assert "/godkann/" not in receipt.body


def test_the_command_sends_what_waits_and_says_how_much(
    application: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("send_outbox")
    assert capsys.readouterr().out == "2 mails tried\n"
    assert len(mail.outbox) == 2
