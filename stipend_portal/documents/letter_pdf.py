"""A mail or decision letter as a page to keep, or to print and post."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from stipend_portal.documents.typesetting import typeset
from stipend_portal.models import OutboxMessage


def _written_at(message: OutboxMessage) -> datetime:
    """When it became what it is: released, or written where nobody releases it."""
    return message.released_at or message.created_at


def _content(message: OutboxMessage) -> dict[str, Any]:
    application = message.application
    at = timezone.localtime(_written_at(message), timezone.get_default_timezone())
    about = [(_("Date"), formats.date_format(at, "j F Y")), (_("Reference"), application.reference)]
    if application.diary_number:
        about.append((_("Diary number"), application.diary_number))
    # Only someone who gets it by post needs her address on it.
    address = [application.applicant_name, *application.postal_address.splitlines()]
    return {
        "subject": message.subject,
        "about": about,
        "address": [] if message.recipient else [line.strip() for line in address if line.strip()],
        "from": application.round.deciding_body,
        "text": message.body.strip(),
    }


def render_letter_pdf(message: OutboxMessage) -> bytes:
    """One letter as a tagged PDF (PDF/UA-1 and PDF/A-3a), in the language it is written in.

    The same letter gives the same bytes each time. Its application and round are read.
    """
    with override(message.application.language):
        return typeset(
            "letter.typ",
            {"letters": [_content(message)]},
            title=message.subject,
            running=message.application.reference,
            at=_written_at(message),
        )


def render_letters_to_print(messages: Sequence[OutboxMessage], *, at: datetime) -> bytes:
    """Many letters in one file, each from the top of a page, to print all at once."""
    return typeset(
        "letter.typ",
        {"letters": [_content(message) for message in messages]},
        title=_("Letters to print and post"),
        running="",
        at=at,
    )
