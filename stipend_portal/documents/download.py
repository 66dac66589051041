"""Handing out stored files, once whoever asks has been let in."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.cache import add_never_cache_headers

from stipend_portal.models import VersionDocument
from stipend_portal.models.stored_file import StoredFile


def _to_keep(content: FieldFile, *, name: str, content_type: str) -> FileResponse:
    """A file to keep, never shown inside a page and kept by no cache on the way."""
    response = FileResponse(content.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    add_never_cache_headers(response)
    response["X-Content-Type-Options"] = "nosniff"
    # Where it is opened all the same, nothing in it runs.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def download(document: VersionDocument) -> FileResponse:
    """The copy of a version."""
    version = document.version
    name = f"{version.application.reference}-v{version.number}.pdf"
    return _to_keep(document.file, name=name, content_type="application/pdf")


def hand_out(file: StoredFile) -> FileResponse:
    """An attached file. Raises `Http404` when its content has been removed."""
    try:
        return _to_keep(file.file, name=file.name, content_type=file.content_type)
    except (ValueError, FileNotFoundError):
        raise Http404 from None
