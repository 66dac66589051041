"""A draft's life: begun, kept by every save, deleted by its owner. `pruning` ends what was left."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import (
    Attachment,
    Draft,
    DraftFile,
    OutboxMessage,
    PortalSettings,
    Round,
    StepCount,
)
from stipend_portal.models.stored_file import private_storage
from stipend_portal.services.errors import DraftGone, NotAllowed, WrongState


def kept_until(now: datetime, days: int) -> datetime:
    """The end of the last day of those that a draft saved at `now` is kept, in Swedish time.

    Whole days, so that the day told in mails and on pages is true until it ends.
    """
    last = timezone.localtime(now + timedelta(days=days))
    return last.replace(hour=23, minute=59, second=59, microsecond=0)


@transaction.atomic
def begin(*, owner: User, round: Round, language: str) -> Draft:
    """Begin a draft, or give the one begun: five clicks are one draft, counted once and with one mail.

    The mail holds the way back to it, which asks who it is, and until when it is kept.
    """
    days = PortalSettings.load().draft_days
    draft, created = Draft.objects.get_or_create(
        owner=owner,
        round=round,
        supplement=None,
        submitted_at=None,
        defaults={"language": language, "expires_at": kept_until(timezone.now(), days)},
    )
    if created:
        StepCount.add(round.pk, StepCount.BEGUN)
        enqueue(
            kind=OutboxMessage.Kind.DRAFT_BEGUN,
            application=None,
            recipient=owner.email,
            languages=(language,),
            context={"draft": draft, "round": round},
        )
    return draft


def lock_draft(draft: Draft) -> Draft:
    """The draft's row, locked until the transaction ends: saves, sends and deletions of it stand in line.

    Raises `DraftGone` when it has been deleted.
    """
    days = Subquery(PortalSettings.objects.values("draft_days")[:1])
    try:
        return Draft.objects.select_for_update(of=("self",)).annotate(days_kept=days).get(pk=draft.pk)
    except Draft.DoesNotExist as error:
        raise DraftGone from error


def touch(draft: Draft, language: str) -> None:
    """Keep a draft for its whole time again, because something in it was saved in `language`.

    `draft` comes from `lock_draft`, which has asked for the number of days in the same query; the row is
    written by the first save of a day only, since the time is counted in whole days.
    """
    days = draft.days_kept or PortalSettings().draft_days  # type: ignore[attr-defined]
    expires_at = kept_until(timezone.now(), days)
    if (draft.expires_at, draft.warned_at, draft.language) == (expires_at, None, language):
        return
    draft.expires_at, draft.warned_at, draft.language = expires_at, None, language
    draft.save(update_fields=["expires_at", "warned_at", "language"])


def remove_files(names: Iterable[str]) -> None:
    """Remove stored files that no row names any more: what was sent keeps its file."""
    for name in names:
        if Attachment.objects.filter(file=name).exists() or DraftFile.objects.filter(file=name).exists():
            continue
        private_storage().delete(name)


def delete_locked(draft: Draft) -> None:
    """Delete a draft that `lock_draft` or a like query has locked; its files go when that is committed."""
    names = [name for name in draft.files.values_list("file", flat=True) if name]
    draft.delete()
    # Robust: a storage that is away for a moment must not tell the owner that nothing was deleted.
    transaction.on_commit(lambda: remove_files(names), robust=True)


@transaction.atomic
def delete_draft(*, draft: Draft, actor: User) -> None:
    """Delete an unsent draft, its words and its files, for its owner.

    A draft that answers a request for supplement can be deleted too; the request goes on waiting. Deleting
    twice is one deletion. Raises `NotAllowed` for anyone else, `WrongState` when it has been sent.
    """
    if draft.owner_id != actor.pk:
        raise NotAllowed
    try:
        locked = lock_draft(draft)
    except DraftGone:
        return
    if locked.submitted_at:
        raise WrongState
    delete_locked(locked)
