"""Keeping the PDF of a letter: made once, and the same bytes for everybody ever after."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from stipend_portal.documents.letter_pdf import render_letter_pdf
from stipend_portal.models import LetterDocument, OutboxMessage


class StillHeld(Exception):
    """The letter has not been released."""


def letter_document(message: OutboxMessage) -> LetterDocument:
    """The stored PDF of a letter that has been released, made and stored now if nobody has asked before.

    Raises `StillHeld` for one that waits to be released: its words may change.
    """
    if message.status == OutboxMessage.Status.HELD:
        raise StillHeld
    stored = LetterDocument.objects.filter(message=message).first()
    if stored:
        return stored
    content = render_letter_pdf(message)
    document = LetterDocument(message=message, sha256=hashlib.sha256(content).hexdigest())
    document.file.save(f"letters/{uuid.uuid4()}.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError:
        document.file.delete(save=False)
        return LetterDocument.objects.get(message=message)
    return document
