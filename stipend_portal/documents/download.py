"""Handing out stored files, once whoever asks has been let in."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from stipend_portal.models import LetterDocument, VersionDocument
from stipend_portal.models.stored_file import StoredFile

# What a browser shows by itself and what was looked into when it came (`uploads`): nothing in these acts.
SHOWN_INSIDE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})

# Where it is opened all the same, nothing in it runs.
TO_KEEP = "default-src 'none'; sandbox"
# The reader of PDFs that a browser has is a plug-in with a style of its own, and a sandbox keeps it out.
TO_SHOW = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def _handed_out(
    content: FieldFile, *, name: str, content_type: str, policy: str = TO_KEEP, as_attachment: bool = True
) -> FileResponse:
    """A file that no cache on the way keeps; to keep oneself, and never shown inside a page, unless told."""
    response = FileResponse(
        content.open("rb"), as_attachment=as_attachment, filename=name, content_type=content_type
    )
    add_never_cache_headers(response)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = policy
    return response


def download(document: VersionDocument) -> FileResponse:
    """The copy of a version."""
    version = document.version
    name = f"{version.application.reference}-v{version.number}.pdf"
    return _handed_out(document.file, name=name, content_type="application/pdf")


def download_letter(document: LetterDocument) -> FileResponse:
    """A decision letter."""
    name = f"{document.message.application.reference}-{_('decision')}.pdf"
    return _handed_out(document.file, name=name, content_type="application/pdf")


def hand_out(file: StoredFile) -> FileResponse:
    """An attached file. Raises `Http404` when its content has been removed."""
    try:
        return _handed_out(file.file, name=file.name, content_type=file.content_type)
    except (ValueError, FileNotFoundError):
        raise Http404 from None


def can_be_shown(file: StoredFile) -> bool:
    """Whether a page of ours can show the file."""
    return file.content_type in SHOWN_INSIDE


def show_inside(file: StoredFile) -> FileResponse:
    """An attached picture or PDF, for a page of ours to show; no page of others can.

    Raises `Http404` for other kinds, and when the content has been removed.
    """
    if not can_be_shown(file):
        raise Http404
    try:
        response = _handed_out(
            file.file, name=file.name, content_type=file.content_type, policy=TO_SHOW, as_attachment=False
        )
    except (ValueError, FileNotFoundError):
        raise Http404 from None
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
