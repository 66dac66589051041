"""Whether a PDF can be taken: whole, open, alone in its file, and with nothing in it that acts."""

import re
import subprocess
import sys
from pathlib import Path

from stipend_portal.uploads.limits import Limits
from stipend_portal.uploads.refusal import Reason, Refused

READER = Path(__file__).with_name("pdf_reading.py")
# Shorter than the web server waits for a worker.
SECONDS = 15
# ISO 32000-2, 7.2.3: what counts as white space.
_END = re.compile(rb"%%EOF[\0\t\n\f\r ]*\Z")


def _read(content: bytes, limits: Limits) -> str:
    """The reader's word about a PDF; nothing when it had to be stopped."""
    command = [sys.executable, "-I", str(READER), str(limits.max_pdf_pages), str(limits.max_pdf_values)]
    try:
        # It gets no environment: what reads a stranger's file need not know the site's secrets.
        done = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode() if done.returncode == 0 else ""


def check_pdf(content: bytes, limits: Limits) -> None:
    """Return if this PDF, which begins with `%PDF-`, can be kept as it is; else raise `Refused`.

    What lies behind its end would make the file something else too, such as a web page or an archive.
    """
    if not _END.search(content, max(0, len(content) - 1024)):
        raise Refused(Reason.PDF_NOT_ALONE if b"%%EOF" in content else Reason.PDF_BROKEN)
    word = _read(content, limits)
    if word == "ok":
        return
    try:
        reason = Reason(word)
    except ValueError:
        reason = Reason.PDF_BROKEN
    raise Refused(reason, pages=limits.max_pdf_pages)
