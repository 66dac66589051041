"""Reads one PDF from standard input and says whether anything in it can act. A program of its own.

    python -I pdf_reading.py MOST_PAGES MOST_VALUES < file.pdf

`pdfs.check_pdf` runs it with a ceiling on memory and time: a file of a few kilobytes can unfold to gigabytes
in ways no reader of PDF can see beforehand, and what bursts must not be the web server. It answers with one
word, which is the value of a `Reason`, or `ok`.
"""

import contextlib
import resource
import sys
from io import BytesIO

import pikepdf
from pikepdf.settings import set_qpdf_limits

MEGABYTE = 1024 * 1024
MEMORY = 768 * MEGABYTE
SECONDS = 10
# Only the tables of objects are unfolded here, never pages and pictures.
UNFOLDED = 16 * MEGABYTE

# ISO 32000-2: scripts (12.6.4.17), programs and files started or sent (12.6.4), actions on events (12.6.3),
# files within the file (7.11.4), film and sound (13), and forms that are programs (XFA).
ACTIVE = frozenset(
    {
        "/JavaScript",
        "/JS",
        "/Launch",
        "/AA",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/EF",
        "/FileAttachment",
        "/RichMedia",
        "/RichMediaExecute",
        "/RichMediaContent",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/3D",
        "/XFA",
    }
)


def is_active(dictionary: pikepdf.Object) -> bool:
    """Whether a key, or a name given as a value, is one of those that act."""
    for key, value in dictionary.items():
        if key in ACTIVE or (isinstance(value, pikepdf.Name) and str(value) in ACTIVE):
            return True
    return False


def judge(pdf: pikepdf.Pdf, most_pages: int, most_values: int) -> str:
    """One word about an opened PDF. Walks through everything that can be reached, each object once."""
    if pdf.is_encrypted:
        return "pdf_locked"
    waiting: list[object] = [pdf.trailer]
    seen: set[tuple[int, int]] = set()
    values = 0
    while waiting:
        value = waiting.pop()
        values += 1
        if values + len(waiting) > most_values:
            return "pdf_broken"
        if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            continue
        if value.is_indirect:
            if value.objgen in seen:
                continue
            seen.add(value.objgen)
        if isinstance(value, pikepdf.Array):
            waiting.extend(value)
            continue
        if is_active(value):
            return "pdf_active"
        waiting.extend(value.values())
    # A part that is hard to read may be read differently by the one who opens the file.
    if pdf.get_warnings() or not len(pdf.pages):
        return "pdf_broken"
    return "pdf_too_long" if len(pdf.pages) > most_pages else "ok"


def main(content: bytes, most_pages: int, most_values: int) -> str:
    """One word about the content of a file."""
    set_qpdf_limits(
        doc_max_warnings=10,
        parser_max_nesting=100,
        max_stream_filters=2,
        flate_max_memory=UNFOLDED,
        png_max_memory=UNFOLDED,
        run_length_max_memory=UNFOLDED,
        tiff_max_memory=UNFOLDED,
    )
    try:
        # Pages are left as they are: putting their inherited attributes right would warn of faults that
        # any reader mends alike.
        with pikepdf.open(BytesIO(content), attempt_recovery=False, inherit_page_attributes=False) as pdf:
            return judge(pdf, most_pages, most_values)
    except pikepdf.PasswordError:
        return "pdf_locked"
    except (pikepdf.PikepdfError, ValueError, TypeError, RuntimeError, MemoryError):
        return "pdf_broken"


if __name__ == "__main__":
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS has no ceiling on memory
            resource.setrlimit(what, (most, most))
    sys.stdout.write(main(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])))
