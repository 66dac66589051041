"""Mails of the publishing side, through whatever carries this site's mail.

This app has no outbox of its own: a later app registers as the carrier, and stores the mail in the same
transaction as what it tells of.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

# Takes recipient, subject and text.
Carrier = Callable[[str, str, str], None]

_carriers: list[Carrier] = []


def register_carrier(carrier: Carrier) -> Carrier:
    """Let `carrier(to, subject, text)` take the mails from now on. Use as a decorator."""
    _carriers[:] = [carrier]
    return carrier


def send(kind: str, *, to: str, language: str, context: dict[str, Any]) -> None:
    """Hand over one mail, written in a language from `templates/mail/<kind>_subject.txt` and `<kind>_body.txt`.

    Raises RuntimeError outside a transaction: a mail belongs to that of what it tells of.
    """
    values = {"base_url": settings.BASE_URL, "language": language, **context}
    with override(language):
        subject = " ".join(render_to_string(f"mail/{kind}_subject.txt", values).split())
        text = render_to_string(f"mail/{kind}_body.txt", values).strip()
    [carrier] = _carriers
    carrier(to, subject[:200], f"{text}\n")
