"""Files that have been attached, and drafts and cases that have them."""

import uuid
from typing import Any

from django.core.files.base import ContentFile

from stipend_portal.models import Application, Attachment, Draft, DraftFile, Programme, Round
from stipend_portal.models.stored_file import StoredFile, private_storage
from stipend_portal.services.files import attach
from tests.factories import files
from tests.factories.portal import ProgrammeFactory, make_applicant, make_round


def round_with_files(attachments: str = Programme.Attachments.OPTIONAL, **programme: Any) -> Round:
    """An open round of a stipend that takes files."""
    return make_round(programme=ProgrammeFactory(attachments=attachments, **programme))


def draft_with_files(count: int = 0, **programme: Any) -> Draft:
    """A draft in such a round with so many files, called `0.jpg`, `1.jpg` …"""
    draft = Draft.objects.create(owner=make_applicant(), round=round_with_files(**programme))
    for number in range(count):
        attach(draft=draft, name=f"{number}.jpg", content=files.jpeg((80 + number, 40)))
    return draft


def _fields(content: bytes, **fields: Any) -> dict[str, Any]:
    key = private_storage().save(f"drafts/{uuid.uuid4()}", ContentFile(content))
    return {
        "file": key,
        "name": "offert.pdf",
        "content_type": "application/pdf",
        "size": len(content),
        "sha256": "0" * 64,
        "scan": StoredFile.Scan.NOT_NEEDED,
        **fields,
    }


def make_draft_file(draft: Draft, content: bytes = b"%PDF-", **fields: Any) -> DraftFile:
    """A file of a draft, put there without being looked into."""
    return DraftFile.objects.create(draft=draft, **_fields(content, **fields))


def make_attachment(application: Application, content: bytes = b"%PDF-", **fields: Any) -> Attachment:
    """A file of an application, put there without being looked into."""
    return Attachment.objects.create(application=application, **_fields(content, **fields))


def as_answer(file: StoredFile) -> dict[str, Any]:
    """A file as the answers of a version name it."""
    return {
        "id": str(file.pk),
        "name": file.name,
        "about": file.about,
        "size": file.size,
        "sha256": file.sha256,
        "content_type": file.content_type,
    }


def is_stored(key: str) -> bool:
    """Whether the private storage has content there."""
    return private_storage().exists(key)


def stored_keys(folder: str = "drafts") -> set[str]:
    """Everything in a folder of the private storage."""
    storage, found = private_storage(), set()
    if not storage.exists(folder):
        return found
    folders, names = storage.listdir(folder)
    found |= {f"{folder}/{name}" for name in names}
    for each in folders:
        found |= stored_keys(f"{folder}/{each}")
    return found
