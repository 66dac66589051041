"""The annex to the minutes as an accessible PDF (PDF/UA-1 and PDF/A-3a)."""

from dataclasses import asdict
from typing import Final

from django.utils.translation import override

from stipend_portal.documents.minutes_annex import LANGUAGE, Annex
from stipend_portal.documents.typesetting import typeset

PDF: Final = "application/pdf"


def render_pdf(annex: Annex) -> bytes:
    """The annex, set by typst; the same annex gives the same bytes."""
    with override(LANGUAGE):
        return typeset(
            "minutes_annex.typ",
            asdict(annex) | {"at": ""},
            title=annex.title,
            running=annex.running,
            at=annex.at,
        )
