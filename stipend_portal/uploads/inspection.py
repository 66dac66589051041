"""What a received file is, and whether it can be taken."""

import hashlib
import os
from dataclasses import dataclass
from typing import BinaryIO

from stipend_portal.uploads.kinds import Kind, kind_of
from stipend_portal.uploads.limits import Limits
from stipend_portal.uploads.names import safe_name
from stipend_portal.uploads.pdfs import check_pdf
from stipend_portal.uploads.pictures import redraw
from stipend_portal.uploads.refusal import Reason, Refused

# How far into a file readers still look for where a PDF begins.
PDF_HEADER_WITHIN = 1024


@dataclass(frozen=True)
class InspectedFile:
    """A file that is taken: what to keep, and what to call it. `sha256` is of the kept content, in hex."""

    name: str
    content_type: str
    content: bytes
    sha256: str

    @property
    def size(self) -> int:
        """Bytes to keep."""
        return len(self.content)


def _read(received: bytes | BinaryIO, limits: Limits) -> bytes:
    """The content, which is not read into memory before its size is known."""
    if isinstance(received, bytes):
        size = len(received)
    else:
        received.seek(0, os.SEEK_END)
        size = received.tell()
        received.seek(0)
    if not size:
        raise Refused(Reason.EMPTY)
    if size > limits.max_bytes:
        raise Refused(Reason.TOO_LARGE, megabytes=limits.max_megabytes)
    return received if isinstance(received, bytes) else received.read()


def inspect(name: str, received: bytes | BinaryIO, limits: Limits) -> InspectedFile:
    """Tell what a file is by its content, and return what to keep of it.

    A picture is drawn anew (see `pictures`), a PDF is checked and kept as it is. `name` is what the sender
    calls it; the kept name has the ending of the kept content. Raises `Refused` and nothing else.
    """
    content = _read(received, limits)
    kind = kind_of(content)
    if kind is None:
        hidden = b"%PDF-" in content[:PDF_HEADER_WITHIN]
        raise Refused(Reason.PDF_NOT_ALONE if hidden else Reason.NOT_ACCEPTED)
    if kind is Kind.PDF:
        check_pdf(content, limits)
    else:
        kind, content = redraw(content, kind, limits)
    return InspectedFile(
        name=safe_name(name, kind),
        content_type=kind.content_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
