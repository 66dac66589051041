"""The files of a draft: attached, replaced, described, taken away. Each act locks the draft."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import get_language

from stipend_portal.models import Draft, DraftFile, DraftStep, Programme
from stipend_portal.models.stored_file import private_storage
from stipend_portal.questions import ATTACHMENTS, opened_with
from stipend_portal.services.drafts import lock_draft, remove_files, touch
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.uploads.inspection import InspectedFile, inspect
from stipend_portal.uploads.limits import MEGABYTE, Limits
from stipend_portal.uploads.refusal import Reason, Refused

LIMITS = Limits()
MOST_TOGETHER = 40 * MEGABYTE
LONGEST_ABOUT = DraftFile._meta.get_field("about").max_length


def takes_files(draft: Draft) -> bool:
    """Whether files can be attached: the stipend takes them, and a supplement has asked for them."""
    if draft.round.programme.attachments == Programme.Attachments.NONE:
        return False
    return draft.supplement is None or ATTACHMENTS.key in opened_with(draft.supplement.sections)


def _open(draft: Draft) -> Draft:
    """The draft, locked. Raises `WrongState` when it has been sent, `NotAllowed` when it takes no files."""
    locked = lock_draft(draft)
    if locked.submitted_at:
        raise WrongState
    if not takes_files(locked):
        raise NotAllowed
    touch(locked, get_language() or locked.language)
    return locked


def _refuse_if_full(draft: Draft, size: int, replaced: uuid.UUID | None) -> None:
    """Raise `Refused` if one more file of so many bytes is too much. What was found harmful is not counted."""
    others = draft.files.exclude(scan=DraftFile.Scan.INFECTED).exclude(pk=replaced)
    sizes = list(others.values_list("size", flat=True))
    most = draft.round.programme.most_attachments
    if len(sizes) >= most:
        raise Refused(Reason.TOO_MANY, most=most)
    if sum(sizes) + size > MOST_TOGETHER:
        raise Refused(Reason.TOO_MUCH, megabytes=MOST_TOGETHER // MEGABYTE)


@contextmanager
def _stored(draft: Draft, content: bytes) -> Iterator[str]:
    """Content in private storage under a key that tells nothing; gone again if what follows fails."""
    key = private_storage().save(f"drafts/{draft.pk}/{uuid.uuid4()}", ContentFile(content))
    try:
        yield key
    except BaseException:
        private_storage().delete(key)
        raise


def judge_again(draft: Draft) -> None:
    """The page of attachments is no longer right when its last file has gone and one is required."""
    if draft.round.programme.attachments != Programme.Attachments.REQUIRED:
        return
    if not draft.files.exclude(scan=DraftFile.Scan.INFECTED).exists():
        DraftStep.objects.filter(draft=draft, step=ATTACHMENTS.slug).update(complete=False)


def _drop(draft: Draft, file_id: uuid.UUID) -> None:
    """Delete the row; the content follows on commit, unless what was sent uses it too."""
    rows = draft.files.filter(pk=file_id)
    keys = [key for key in rows.values_list("file", flat=True) if key]
    rows.delete()
    transaction.on_commit(lambda: remove_files(keys), robust=True)


def _add(draft: Draft, taken: InspectedFile, key: str, about: str) -> DraftFile:
    scan = DraftFile.Scan.WAITING if settings.CLAMD_ADDRESS else DraftFile.Scan.NOT_NEEDED
    return DraftFile.objects.create(
        draft=draft,
        file=key,
        name=taken.name,
        content_type=taken.content_type,
        size=taken.size,
        sha256=taken.sha256,
        about=about,
        scan=scan,
    )


def attach(
    *,
    draft: Draft,
    name: str,
    content: bytes | BinaryIO,
    about: str = "",
    replaces: uuid.UUID | None = None,
) -> DraftFile:
    """Attach a file, in the place of the one called `replaces` if that is given.

    The same content twice is one file: a double click attaches once. Raises `Refused` in words for the
    applicant, `WrongState` when the draft has been sent, `DraftGone` when it has been deleted, and
    `NotAllowed` when it takes no files. Nothing is stored then, and what was there stays.
    """
    _refuse_if_full(draft, 0, replaces)  # before the work of looking into it
    taken = inspect(name, content, LIMITS)
    with _stored(draft, taken.content) as key, transaction.atomic():
        locked = _open(draft)
        there = locked.files.exclude(scan=DraftFile.Scan.INFECTED)
        same = there.exclude(pk=replaces).filter(sha256=taken.sha256).first()
        if same is None:
            _refuse_if_full(locked, taken.size, replaces)
        if replaces:
            _drop(locked, replaces)
        if same is None:
            return _add(locked, taken, key, about)
        transaction.on_commit(lambda: remove_files([key]), robust=True)
        if about:
            same.about = about
            same.save(update_fields=["about"])
        return same


@transaction.atomic
def describe(*, draft: Draft, file_id: uuid.UUID, about: str) -> None:
    """Change the words about a file. Raises as `attach` does; for a file that has gone, nothing happens."""
    _open(draft).files.filter(pk=file_id).update(about=about)


@transaction.atomic
def remove(*, draft: Draft, file_id: uuid.UUID) -> None:
    """Take a file away. Raises as `attach` does; taking it away twice is once."""
    locked = _open(draft)
    _drop(locked, file_id)
    judge_again(locked)
