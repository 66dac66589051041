"""Mails as HTML: the same words as the text, dressed as the site.

The text is what is written, stored and read aloud; the HTML is made from it when a mail leaves, so the two
can never say different things.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string

# What stands between two languages in a text.
BETWEEN_LANGUAGES: Final = re.compile(r"^-{20,}$", re.MULTILINE)
_ADDRESS: Final = re.compile(r"https?://\S+")
_CODE: Final = re.compile(r"\d{6}")


@dataclass(frozen=True)
class Piece:
    """A paragraph, or a line by itself that is an address to press or a code to copy."""

    kind: str
    text: str


def _pieces(text: str) -> list[Piece]:
    found = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        words: list[str] = []
        for line in paragraph.splitlines():
            alone = line.strip()
            kind = "link" if _ADDRESS.fullmatch(alone) else "code" if _CODE.fullmatch(alone) else ""
            if kind:
                found += [Piece("words", "\n".join(words))] if words else []
                found.append(Piece(kind, alone))
                words = []
            else:
                words.append(line)
        found += [Piece("words", "\n".join(words))] if words else []
    return found


def html_of(text: str, subject: str) -> str:
    """The HTML of a mail's text."""
    parts = [_pieces(part) for part in BETWEEN_LANGUAGES.split(text)]
    context = {"subject": subject, "parts": parts, "site": settings.WAGTAIL_SITE_NAME}
    return render_to_string("mail/html_mail.html", context)


def dress(mail: EmailMessage) -> EmailMultiAlternatives:
    """The same mail with HTML beside its text. What is to be attached is attached afterwards."""
    dressed = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        from_email=mail.from_email,
        to=mail.to,
        headers=mail.extra_headers,
    )
    dressed.attach_alternative(html_of(str(mail.body), str(mail.subject)), "text/html")
    return dressed
