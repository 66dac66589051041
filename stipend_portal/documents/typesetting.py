"""Data in, an accessible PDF out: PDF/UA-1 for readers, PDF/A-3a for the archive, in one file.

Nothing that a person wrote reaches typst as source: it goes in as JSON and is printed as text.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

TEMPLATES: Final = settings.BASE_DIR / "templates"
SENDER: Final = "Åmål i världen"

# What typst says of a sign that no font has, and of one whose meaning is private to a font. Both standards
# forbid them. The sign is quoted as Rust quotes it.
_REFUSED = re.compile(r'(?:the text|the PDF contains the codepoint) `"(.+?)"`')
_RUST_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
# The longest sign in use that is written with several: the flag of a part of a country.
_LONGEST_SIGN = 7
_NOTHING: Final = r"[^\s\S]"


@cache
def _fonts() -> typst.Fonts:
    """The fonts inside typst and no others, so that a document is the same from every machine."""
    return typst.Fonts(include_system_fonts=False)


def _refused_signs(error: typst.TypstError) -> set[str]:
    """The signs that stopped a document. Empty when something else did."""
    quoted = "".join(_REFUSED.findall(error.diagnostic))
    signs = set(_RUST_ESCAPE.sub(lambda match: chr(int(match[1], 16)), quoted))
    # A letter with a strange mark is refused together with the mark, and may well be printed without it.
    return {sign for sign in signs if unicodedata.category(sign)[0] not in "LN"} or signs


def _runs_of(signs: set[str]) -> str:
    """A regular expression, as Rust writes them, for these signs where they stand together."""
    if not signs:
        return _NOTHING
    codes = "".join(rf"\x{{{ord(sign):X}}}" for sign in sorted(signs))
    return f"[{codes}]{{1,{_LONGEST_SIGN}}}"


def typeset(template: str, data: Mapping[str, Any], *, title: str, running: str, at: datetime) -> bytes:
    """Set the document `template` of the PDF templates with `data` (JSON values), in the active language.

    `title` is the document's title and first line, `running` stands at the top of each page. `at` (aware)
    becomes the document's date, so the same data give the same bytes. A sign that no font has is printed as
    its code in a frame, which the document's last lines explain. Raises `typst.TypstError` for a fault in
    the template.
    """
    house = {
        "language": get_language(),
        "title": title,
        "sender": SENDER,
        "running": running,
        "page_label": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }
    note = _("A code in a frame stands for a sign, such as an emoji, that cannot be printed here.")
    unprintable: set[str] = set()
    while True:
        words = {**house, "unprintable": _runs_of(unprintable), "note": note if unprintable else ""}
        try:
            return typst.compile(
                TEMPLATES / "stipend_portal" / "pdf" / template,
                root=TEMPLATES,
                font_paths=_fonts(),
                format="pdf",
                sys_inputs={"document": json.dumps({"house": words, "data": data})},
                pdf_standards=["a-3a", "ua-1"],
                timestamp=int(at.timestamp()),
            )
        except typst.TypstError as error:
            found = _refused_signs(error) - unprintable
            if not found:
                raise
            unprintable |= found
