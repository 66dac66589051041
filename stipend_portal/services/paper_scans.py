"""The scanned papers of a case: stored as applicants' own files are."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile

from stipend_portal.models import Application, Attachment
from stipend_portal.models.stored_file import private_storage
from stipend_portal.services.drafts import remove_files
from stipend_portal.uploads.inspection import InspectedFile

MOST_SCANS = 20


@dataclass(frozen=True)
class Scan:
    """A file with a scanned paper, and what the paper is."""

    file: InspectedFile
    about: str


@contextmanager
def stored(scans: Sequence[Scan]) -> Iterator[list[Attachment]]:
    """The scans in private storage, as attachments that belong to no application and are not saved yet.

    Their keys tell nothing. What no row names when the block ends is removed again, so the transaction
    goes inside.
    """
    keys: list[str] = []
    try:
        for scan in scans:
            keys.append(private_storage().save(f"paper/{uuid.uuid4()}", ContentFile(scan.file.content)))
        yield [_row(scan, key) for scan, key in zip(scans, keys, strict=True)]
    finally:
        remove_files(keys)


def _row(scan: Scan, key: str) -> Attachment:
    file = scan.file
    return Attachment(
        file=key,
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        about=scan.about,
        scan=Attachment.Scan.WAITING if settings.CLAMD_ADDRESS else Attachment.Scan.NOT_NEEDED,
    )


def keep_scans(application: Application, rows: Sequence[Attachment]) -> None:
    """Give the attachments to their application."""
    for row in rows:
        row.application = application
        row.save()
