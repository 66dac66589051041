"""Attached files are looked through by ClamAV. Until it has said that one is clean, no staff can open it."""

import logging
import time
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import transaction

from home.periodic import periodically
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, Attachment, DraftFile, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.models.stored_file import StoredFile, private_storage
from stipend_portal.services.drafts import lock_draft, remove_files
from stipend_portal.services.errors import DraftGone
from stipend_portal.services.files import judge_again
from stipend_portal.services.reminders import THE_SITE
from stipend_portal.services.transition import record_event
from stipend_portal.states import Role
from stipend_portal.uploads.clamav import CHUNK, NotAnAddress, Outcome, ScannerAway, parse_address, scan

logger = logging.getLogger(__name__)

# Mail waits while a job runs; what is left is done the next time.
MOST_AT_ONCE = 50
SECONDS = 30
# No file is begun later than this in a run.
SECONDS_TOGETHER = 60
Scan = StoredFile.Scan

# Files that this process has looked at without a verdict. They come again when all others have had their
# turn: else those that never get one would in the end be all that is tried.
_without_verdict: set[uuid.UUID] = set()


@register()
def address_check(**_kwargs: Any) -> list[CheckMessage]:
    """Say at the start what is wrong with the scanner's address, not when the first file waits."""
    try:
        if settings.CLAMD_ADDRESS:
            parse_address(settings.CLAMD_ADDRESS)
    except NotAnAddress as error:
        return [Error(str(error), id="stipend_portal.E001", hint="It comes from CLAMD_ADDRESS.")]
    return []


def _oldest_untried() -> dict[uuid.UUID, str]:
    found = []
    for model in (DraftFile, Attachment):
        rows = model.objects.filter(scan=Scan.WAITING).exclude(pk__in=_without_verdict).order_by("created_at")
        found += rows.values_list("created_at", "pk", "file")[:MOST_AT_ONCE]
    return {pk: stored for _created_at, pk, stored in sorted(found)[:MOST_AT_ONCE]}


def _waiting() -> dict[uuid.UUID, str]:
    """Files that wait, by key, with where they are stored; the oldest of those whose turn it is."""
    untried = _oldest_untried()
    if untried or not _without_verdict:
        return untried
    _without_verdict.clear()
    return _oldest_untried()


def _chunks(stored: str) -> Iterator[bytes]:
    with private_storage().open(stored) as content:
        yield from content.chunks(CHUNK)


def _scanner_answers() -> bool:
    """Whether the scanner is there at all: else one strange file would stop the scanning of all others."""
    try:
        return scan(settings.CLAMD_ADDRESS, [], seconds=5).outcome is Outcome.CLEAN
    except ScannerAway:
        return False


@periodically(minutes=1)
def scan_waiting(now: datetime) -> int:
    """Look through the files that wait. Returns how many got a verdict.

    No lock is held meanwhile. A file that is sent in between waits again as an attachment and is looked
    through once more. A file without a verdict goes on waiting; the log tells why, without names.
    """
    if not settings.CLAMD_ADDRESS:
        return 0
    done = 0
    ends = time.monotonic() + SECONDS_TOGETHER
    for pk, stored in _waiting().items():
        if time.monotonic() > ends:
            break
        _without_verdict.add(pk)  # beforehand: whatever goes wrong, the next run begins with another
        try:
            verdict = scan(settings.CLAMD_ADDRESS, _chunks(stored), seconds=SECONDS)
        except ScannerAway as error:
            logger.warning("no verdict about an attached file: %s", error)
            if _scanner_answers():
                continue
            break
        except FileNotFoundError:
            logger.warning("an attached file is not in storage: %s", pk)
            continue
        _without_verdict.discard(pk)
        if verdict.outcome is Outcome.INFECTED:
            done += _take_away(pk, verdict.signature, now)
        else:
            done += _pass(pk, now)
    return done


def _pass(pk: uuid.UUID, now: datetime) -> bool:
    """Note that a file is clean, as a draft's, as an attachment, or as both."""
    rows = (model.objects.filter(pk=pk, scan=Scan.WAITING) for model in (DraftFile, Attachment))
    return sum(each.update(scan=Scan.CLEAN, scanned_at=now) for each in rows) > 0


@transaction.atomic
def _take_away(pk: uuid.UUID, signature: str, now: datetime) -> bool:
    """Remove a harmful file's content, keep its row as the record of that, and write to the applicant.

    Locks in the order of sending: the draft, then the application.
    """
    keys = []
    draft_file = DraftFile.objects.select_related("draft").filter(pk=pk).first()
    if draft_file:
        try:
            lock_draft(draft_file.draft)
        except DraftGone:
            return False
        draft_file = DraftFile.objects.filter(pk=pk, scan=Scan.WAITING).first()
    waiting = Attachment.objects.filter(pk=pk, scan=Scan.WAITING)
    attachment = waiting.first()
    if attachment:
        application = Application.objects.select_for_update(of=("self",)).get(pk=attachment.application_id)
        attachment = waiting.first()  # another worker may have been faster
    if attachment:
        keys.append(_empty(attachment, now))
        record_event(
            application=application,
            kind=EventKind.FILE_REMOVED,
            role=Role.SYSTEM,
            actor_name=THE_SITE,
            data={"file": str(pk), "found": signature},
        )
    if draft_file:
        keys.append(_empty(draft_file, now))
        judge_again(draft_file.draft)
    if attachment or draft_file:
        _tell(draft_file, attachment)
    transaction.on_commit(lambda: remove_files(keys), robust=True)
    return bool(keys)


def _empty(file: StoredFile, now: datetime) -> str:
    """Let go of the content; returns where it is stored."""
    key = file.file.name
    file.file, file.scan, file.scanned_at = "", Scan.INFECTED, now
    file.save(update_fields=["file", "scan", "scanned_at"])
    return key


def _tell(draft_file: DraftFile | None, attachment: Attachment | None) -> None:
    """Write to the applicant once: about what she is writing, else about what she has sent."""
    if draft_file:
        draft = draft_file.draft
        application, recipient, language = None, draft.owner.email, draft.language
        context = {"name": draft_file.name, "draft": draft, "round": draft.round}
    else:
        application = attachment.application
        recipient, language = application.email, application.language
        context = {"name": attachment.name}
    enqueue(
        kind=OutboxMessage.Kind.FILE_REMOVED,
        application=application,
        recipient=recipient,
        languages=(language,),
        context=context,
    )
