"""Keeping the copy: made once for each version, and the same bytes for everybody ever after."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, transaction

from stipend_portal.documents.application_pdf import render_application_pdf
from stipend_portal.models import ApplicationVersion, VersionDocument


def _stored(version: ApplicationVersion) -> VersionDocument | None:
    return VersionDocument.objects.select_related("version__application").filter(version=version).first()


def record_copy(version: ApplicationVersion) -> VersionDocument:
    """The stored PDF copy of a version, made and stored now if nobody has asked for it before.

    Asked for twice at once it is stored once: one row wins, and the other's file is removed again.
    """
    if stored := _stored(version):
        return stored
    content = render_application_pdf(version)
    document = VersionDocument(version=version, sha256=hashlib.sha256(content).hexdigest())
    # A name that tells nothing and is never taken: not every storage refuses to write over a file.
    document.file.save(f"copies/{uuid.uuid4()}.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except DatabaseError as error:
        document.file.delete(save=False)
        if isinstance(error, IntegrityError) and (winner := _stored(version)):
            return winner
        raise
    return document
