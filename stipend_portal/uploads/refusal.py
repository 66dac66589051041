"""Why a file is not taken, in words that say how to mend it."""

from collections.abc import Mapping
from enum import Enum

from django.utils.translation import gettext_lazy as _

from stipend_portal.formats import Text


class Reason(Enum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_ACCEPTED = "not_accepted"
    PICTURE_BROKEN = "picture_broken"
    PICTURE_TOO_BIG = "picture_too_big"
    PDF_BROKEN = "pdf_broken"
    PDF_LOCKED = "pdf_locked"
    PDF_NOT_ALONE = "pdf_not_alone"
    PDF_ACTIVE = "pdf_active"
    PDF_TOO_LONG = "pdf_too_long"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"


WORDS: Mapping[Reason, Text] = {
    Reason.EMPTY: _("The file is empty. Open it to see that there is something in it, then choose it again."),
    Reason.TOO_LARGE: _(
        "The file is too large: at most %(megabytes)s MB. "
        "Take a photo or a screenshot of it instead, or save it as a smaller PDF."
    ),
    Reason.NOT_ACCEPTED: _(
        "This is not a picture or a PDF. Choose a photo (JPEG, PNG, WebP or HEIC) or a PDF. "
        "You can save a text document as a PDF, or take a photo of it."
    ),
    Reason.PICTURE_BROKEN: _(
        "The picture is broken or a part of it is missing. Take it again, or take a screenshot of it and "
        "choose that."
    ),
    Reason.PICTURE_TOO_BIG: _(
        "The picture has too many pixels to be opened. Take a screenshot of it and choose that, or take the "
        "photo again with the camera's ordinary setting."
    ),
    Reason.PDF_BROKEN: _(
        "We cannot read this PDF. Open it and print it to a new PDF, or take a photo of it."
    ),
    Reason.PDF_LOCKED: _(
        "The PDF is locked with a password. Save it without the password, or take a photo of it."
    ),
    Reason.PDF_NOT_ALONE: _(
        "There is something else in the file, before or after the PDF. "
        "Open it and print it to a new PDF, or take a photo of it."
    ),
    Reason.PDF_ACTIVE: _(
        "The PDF has a program or other files inside it. "
        "Open it and print it to a new PDF, or take a photo of it."
    ),
    Reason.PDF_TOO_LONG: _(
        "The PDF has too many pages: at most %(pages)s. Print only the pages that matter to a new PDF."
    ),
    Reason.TOO_MANY: _(
        "You can attach at most %(most)s files. Take one away first, or put several pages together in one PDF."
    ),
    Reason.TOO_MUCH: _(
        "Your files are too large together: at most %(megabytes)s MB. Take one away first, or send a photo of "
        "the pages that matter."
    ),
}


class Refused(Exception):
    """The file is not taken. `str()` of it is the answer to the one who sent it, in her language."""

    def __init__(self, reason: Reason, **values: int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values = values

    def __str__(self) -> str:
        return str(WORDS[self.reason]) % self.values
