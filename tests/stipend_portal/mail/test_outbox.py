"""Writing mails into the outbox."""

from unittest.mock import Mock

import pytest
from django.db import connection, transaction

from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, Draft, OutboxMessage
from stipend_portal.models.outbox_message import LINK_PLACEHOLDER
from tests.factories.portal import make_application, make_round, make_staff

Kind = OutboxMessage.Kind


def write(application: Application, **changes: object) -> OutboxMessage:
    """A confirmation of withdrawal, unless changed."""
    fields = {
        "kind": Kind.WITHDRAWN,
        "application": application,
        "recipient": "exempel@example.org",
        "languages": ("sv",),
        **changes,
    }
    return enqueue(**fields)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_mail_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    application = make_application()
    monkeypatch.setattr("stipend_portal.mail.outbox.connection", Mock(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="belongs to the transaction"):
        write(application)


@pytest.mark.django_db(transaction=True)
def test_a_mail_vanishes_with_its_transaction() -> None:
    application = make_application(guardians=0)
    OutboxMessage.objects.all().delete()

    def write_and_fail() -> None:
        with transaction.atomic():
            write(application)
            raise OSError

    with pytest.raises(OSError):
        write_and_fail()
    assert not OutboxMessage.objects.exists()
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_a_mail_in_two_languages_has_both_texts_and_both_subjects() -> None:
    mail = write(make_application(), languages=("sv", "en"))
    swedish, english = mail.subject.split(" / ")
    assert english.startswith("You have taken back")
    assert swedish != english
    first, second = mail.body.split("-" * 40)
    assert first.startswith("Hej!")
    assert second.strip().startswith("Hello!")


@pytest.mark.django_db
def test_a_subject_is_one_line_of_at_most_200_characters() -> None:
    application = make_application()
    application.reference = "AV\r\nBcc: någon@example.org " + "x" * 300
    mail = write(application)
    assert len(mail.subject) == 200
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject


@pytest.mark.django_db
def test_a_mail_waits_for_release_when_someone_prepared_it() -> None:
    person = make_staff()
    application = make_application()
    assert (write(application).status, write(application, held_for=person).status) == ("queued", "held")


@pytest.mark.django_db
def test_names_with_signs_are_written_as_they_are_in_a_mail() -> None:
    round_ = make_round(contact="Barn & Unga <exempel@example.org>")
    assert "Barn & Unga <exempel@example.org>" in write(make_application(round=round_)).body


@pytest.mark.django_db
def test_an_applicants_name_cannot_smuggle_a_link_placeholder_into_another_mail() -> None:
    application = make_application(full_name=LINK_PLACEHOLDER.format(language="sv"), guardians=1)
    receipt = application.messages.get(kind=Kind.RECEIPT)
    assert receipt.approval is None


# A draft has no reference number, and a file can be removed from either.
ABOUT_A_DRAFT = {Kind.DRAFT_BEGUN, Kind.DRAFT_EXPIRES, Kind.FILE_REMOVED}

# A decision letter is written from the board's own templates (services/letter_writing.py), and a mail about the
# website is about no application.
WRITTEN_BY_CODE = [kind for kind in Kind if kind not in {Kind.DECISION_LETTER, Kind.SITE}]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", WRITTEN_BY_CODE)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_mail_has_subject_and_text_in_both_languages(kind: Kind, language: str) -> None:
    application = make_application(guardians=1)
    decision = Mock(
        amount=2_000,
        get_outcome_display=lambda: "Beviljad",
        get_basis_display=lambda: "Nämnden",
        reason="Skäl.",
        basis_reference="§ 1",
        decided_on=application.departure,
    )
    draft = Draft(round=application.round, expires_at=application.received_at)
    mail = write(
        application,
        kind=kind,
        languages=(language,),
        approval=application.approvals.get() if kind == Kind.GUARDIAN_INVITATION else None,
        context={
            "decision": decision,
            "guardians": 2,
            "approves": True,
            "guardian": "Gun Exempel",
            "draft": draft if kind in {Kind.DRAFT_BEGUN, Kind.DRAFT_EXPIRES} else None,
        },
    )
    assert (application.reference in mail.subject) == (kind not in ABOUT_A_DRAFT)
    assert mail.body.startswith("Hej!" if language == "sv" else "Hello!")
    assert application.round.contact in mail.body
    assert "{{" not in mail.body
