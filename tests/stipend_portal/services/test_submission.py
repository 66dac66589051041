"""Sending in: once, whole, and never lost."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from stipend_portal.models import (
    Application,
    ApplicationVersion,
    Draft,
    DraftStep,
    Event,
    GuardianApproval,
    OutboxMessage,
)
from stipend_portal.models.application import REFERENCE_ALPHABET
from stipend_portal.models.version import fingerprint
from stipend_portal.services import submission
from stipend_portal.services.submission import submit
from stipend_portal.states import Role, State
from tests.factories.portal import make_answers, make_applicant, make_application, make_round
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

# 23:30 on New Year's Eve in London is already the next year in Åmål.
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.fixture
def draft(db: None) -> Draft:
    """A draft with a page saved."""
    draft = Draft.objects.create(owner=make_applicant(), round=make_round())
    DraftStep.objects.create(draft=draft, step="varfor", data={"reason": ["Jag vill."]}, complete=True)
    return draft


def send(draft: Draft, answers: dict[str, Any] | None = None, **changes: Any) -> Application:
    """Send a draft in, now and in Swedish unless changed."""
    fields = {"received_at": timezone.now(), "language": "sv", **changes}
    return submit(draft=draft, answers=answers or make_answers(), **fields)


@pytest.mark.sqlite
def test_a_draft_becomes_an_application_with_its_words_in_a_version(draft: Draft) -> None:
    answers = make_answers()
    now = timezone.now()
    application = send(draft, answers, received_at=now)
    assert application.state == State.SUBMITTED
    assert (application.round, application.applicant, application.draft) == (draft.round, draft.owner, draft)
    assert (application.received_at, application.received_late, application.language) == (now, False, "sv")
    assert (application.applicant_name, str(application.birth_date)) == ("Alva Exempel", "2011-03-27")
    assert (application.destination, str(application.departure)) == ("Türi, Estland", "2027-06-14")
    assert application.amount_applied == Decimal("4000")
    version = ApplicationVersion.objects.get(application=application)
    assert (version.number, version.answers, version.received_at) == (1, answers, now)


@pytest.mark.sqlite
def test_sending_the_same_draft_again_gives_the_same_application_and_nothing_new(draft: Draft) -> None:
    first = send(draft)
    before = portal_snapshot()
    later = timezone.now() + timedelta(hours=1)
    second = send(draft, make_answers(reason="Andra ord."), received_at=later, language="en")
    assert second == first
    assert portal_snapshot() == before


def test_the_event_of_a_send_in_names_applicant_version_and_fingerprint(draft: Draft) -> None:
    application = send(draft)
    event = Event.objects.get(application=application)
    assert (event.kind, event.from_state, event.to_state) == ("submitted", "", "submitted")
    assert (event.actor, event.actor_name, event.actor_role) == (draft.owner, "Alva Exempel", Role.APPLICANT)
    assert event.data == {"version": 1, "sha256": application.latest_version.sha256, "late": False}


def test_the_fingerprint_is_that_of_exactly_the_words(draft: Draft) -> None:
    version = send(draft).latest_version
    canonical = json.dumps(version.answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert version.sha256 == hashlib.sha256(canonical.encode()).hexdigest()
    assert version.is_intact


def test_a_version_read_back_from_the_database_is_intact(draft: Draft) -> None:
    words = "Rad ett\r\nrad två 🌍 \u202eaksnevs\u202c <b>&amp;</b> \u00a0é é"
    send(draft, make_answers(plan=words))
    version = ApplicationVersion.objects.get()
    assert version.answers["trip"]["plan"] == words
    assert version.is_intact


def test_other_words_or_another_order_of_rows_are_another_fingerprint() -> None:
    answers = make_answers()
    swapped = make_answers(rows=list(reversed(answers["budget"]["rows"])))
    assert len({fingerprint(each) for each in (answers, make_answers(phone="0"), swapped)}) == 3


def test_the_order_of_sections_does_not_change_the_fingerprint() -> None:
    answers = make_answers()
    assert fingerprint(dict(reversed(answers.items()))) == fingerprint(answers)


def test_a_changed_version_is_seen_not_to_be_intact(draft: Draft) -> None:
    version = send(draft).latest_version
    version.answers["trip"]["plan"] = "Något annat."
    assert not version.is_intact


@pytest.mark.parametrize(("guardians", "asked"), [(0, []), (1, ["gun"]), (2, ["gun", "gary"])])
def test_each_guardian_is_asked_about_this_version_by_her_own_mail(
    draft: Draft, guardians: int, asked: list[str]
) -> None:
    application = send(draft, make_answers(guardians))
    approvals = GuardianApproval.objects.order_by("pk")
    assert [each.email for each in approvals] == [f"{name}@example.org" for name in asked]
    assert {each.version for each in approvals} == ({application.latest_version} if asked else set())
    assert {each.status for each in approvals} == ({"invited"} if asked else set())
    mails = OutboxMessage.objects.filter(kind="guardian_invitation")
    assert sorted((each.recipient, each.approval_id) for each in mails) == sorted(
        (each.email, each.pk) for each in approvals
    )


def test_the_question_to_a_guardian_is_in_swedish_and_in_english(draft: Draft) -> None:
    send(draft, make_answers(1), language="sv")
    body = OutboxMessage.objects.get(kind="guardian_invitation").body
    assert "[[secret-link:sv]]" in body
    assert "[[secret-link:en]]" in body
    assert "The link is yours alone." in body


def test_no_mail_in_the_outbox_holds_a_key_to_answer_for_a_guardian(draft: Draft) -> None:
    application = send(draft)
    for approval in application.approvals.all():
        for mail in OutboxMessage.objects.all():
            assert approval.token not in mail.body
            assert approval.nonce not in mail.body
            assert "/godkann/" not in mail.body


def test_the_receipt_has_reference_and_time_and_none_of_the_answers(draft: Draft) -> None:
    received_at = datetime(2027, 2, 1, 12, 30, 15, tzinfo=UTC)
    application = send(draft, received_at=received_at)
    receipt = OutboxMessage.objects.get(kind="receipt")
    assert receipt.recipient == draft.owner.email
    assert application.reference in receipt.subject
    assert application.reference in receipt.body
    assert "13:30:15" in receipt.body
    for section in make_answers().values():
        for answer in section.values():
            if isinstance(answer, str) and len(answer) > 4:
                assert answer not in receipt.body
    assert "Alva" not in receipt.subject + receipt.body


@pytest.mark.parametrize(("language", "word"), [("sv", "Hej!"), ("en", "Hello!")])
def test_the_receipt_is_in_the_language_of_the_application(draft: Draft, language: str, word: str) -> None:
    send(draft, language=language)
    assert OutboxMessage.objects.get(kind="receipt").body.startswith(word)


@pytest.mark.parametrize(("after", "late"), [(-1, False), (59, False), (60, True), (86_400, True)])
def test_a_late_application_is_received_and_flagged(draft: Draft, after: int, late: bool) -> None:
    application = send(draft, received_at=draft.round.closes_at + timedelta(seconds=after))
    assert application.received_late is late
    assert application.events.get().data["late"] is late


def test_the_receipt_of_a_late_application_says_so(draft: Draft) -> None:
    send(draft, received_at=draft.round.closes_at + timedelta(days=1), language="en")
    assert "is marked as late" in OutboxMessage.objects.get(kind="receipt").body


def test_the_words_of_the_draft_live_on_in_the_version_only(draft: Draft) -> None:
    now = timezone.now()
    send(draft, received_at=now)
    draft.refresh_from_db()
    assert draft.submitted_at == now
    assert not DraftStep.objects.exists()


def test_the_reference_has_the_swedish_year_and_no_letter_that_is_mistaken(draft: Draft) -> None:
    prefix, year, mark = send(draft, received_at=NEW_YEAR).reference.split("-")
    assert (prefix, year, len(mark)) == ("AV", "2027", 6)
    assert set(mark) <= set(REFERENCE_ALPHABET)


def test_a_reference_that_is_taken_is_drawn_again(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = make_application().reference
    drawn = iter([taken, taken, "AV-2027-222222"])
    monkeypatch.setattr(submission, "new_reference", lambda year: next(drawn))
    assert send(draft).reference == "AV-2027-222222"


def test_words_that_the_database_refuses_are_not_taken_for_a_taken_reference(draft: Draft) -> None:
    with pytest.raises(DatabaseError):
        send(draft, make_answers(amount="-1"))


@pytest.mark.parametrize("broken", ["record_event", "enqueue", "ask_guardians"])
def test_a_failure_half_way_leaves_the_draft_as_it_was(
    draft: Draft, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = portal_snapshot()

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(submission, broken, fail)
    with pytest.raises(OSError, match="the disk is full"):
        send(draft)
    assert portal_snapshot() == before


def test_after_a_failure_the_same_draft_can_be_sent(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**kwargs: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(submission, "enqueue", fail)
        with pytest.raises(OSError):
            send(draft)
    assert send(draft) == Application.objects.get()


def test_an_adults_application_is_sent_without_guardians(draft: Draft) -> None:
    application = send(draft, make_answers(0))
    assert "guardians" not in application.latest_version.answers
    assert list(application.messages.values_list("kind", flat=True)) == ["receipt"]
