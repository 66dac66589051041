"""Mails of the publishing side reach the outbox, in the transaction of what they tell of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from home.mail.outgoing import send
from stipend_portal.models import OutboxMessage


@pytest.fixture
def letter(tmp_path: Path) -> Iterator[None]:
    """A mail with a long subject on two lines."""
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "greeting_subject.txt").write_text("Hej\n  {{ name }}")
    (folder / "greeting_body.txt").write_text("Välkommen, {{ name }}: {{ base_url }}\n\n")
    engine = settings.TEMPLATES[0]
    with override_settings(TEMPLATES=[{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]):
        yield


@pytest.mark.django_db
def test_a_mail_is_written_into_the_outbox(letter: None) -> None:
    with override_settings(BASE_URL="https://example.org"):
        send("greeting", to="alva@example.org", language="sv", context={"name": "Alva"})
    mail = OutboxMessage.objects.get()
    assert (mail.kind, mail.recipient, mail.subject, mail.body, mail.status) == (
        "site",
        "alva@example.org",
        "Hej Alva",
        "Välkommen, Alva: https://example.org\n",
        "queued",
    )


@pytest.mark.django_db(transaction=True)
def test_a_mail_outside_a_transaction_is_refused(letter: None) -> None:
    with pytest.raises(RuntimeError):
        send("greeting", to="alva@example.org", language="sv", context={"name": "Alva"})
    with transaction.atomic():
        send("greeting", to="alva@example.org", language="sv", context={"name": "Alva"})
    assert OutboxMessage.objects.count() == 1
