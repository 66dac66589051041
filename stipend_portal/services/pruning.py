"""What nobody came back to: told of beforehand, then removed.

Applicants are minors as a rule; what is not needed is not kept (GDPR article 5.1 c and e). How long is set
by BUN in `PortalSettings`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet

from home.models import User
from home.periodic import periodically
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, Draft, OutboxMessage, PortalSettings, RoundRole
from stipend_portal.services.drafts import delete_locked, kept_until

# A mail about a draft has done its work long before this; its address and link are kept no longer.
DRAFT_MAIL_KEPT = timedelta(days=30)
# Mail waits while a job runs; what is left is done the next time.
MOST_AT_ONCE = 300

Row = TypeVar("Row", bound=models.Model)


def _each_locked(rows: QuerySet[Row], act: Callable[[Row], bool]) -> int:
    """Do `act` to each row that still fits `rows` when it is locked, in a transaction of its own.

    A row that someone holds just now, or that has changed since the list was made, is passed over: what
    its owner does at the same moment wins. Returns how often `act` said that it did something.
    """
    done = 0
    for key in list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        with transaction.atomic():
            row = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=key).first()
            done += row is not None and act(row)
    return done


def _unsent() -> QuerySet[Draft]:
    return Draft.objects.filter(submitted_at=None).order_by("pk")


@periodically(minutes=60)
def give_last_days(now: datetime) -> int:
    """Give a last day to drafts that have none yet. Returns how many there were."""
    days = PortalSettings.load().draft_days
    return _unsent().filter(expires_at=None).update(expires_at=kept_until(now, days))


@periodically(minutes=60)
def warn_expiring(now: datetime) -> int:
    """Tell owners, once, of drafts that will soon be removed. Returns how many mails were written.

    Where the warning comes late, because the worker has been away, the draft is kept so much longer. An
    answer to a request for supplement that is no longer waited for could not be sent: nobody is asked to
    keep it.
    """
    days = PortalSettings.load().draft_warning_days
    earliest_end = kept_until(now, days)
    expiring = _unsent().filter(expires_at__lte=earliest_end, warned_at=None)

    def warn(draft: Draft) -> bool:
        draft.expires_at = max(draft.expires_at, earliest_end)
        draft.warned_at = now
        draft.save(update_fields=["expires_at", "warned_at"])
        enqueue(
            kind=OutboxMessage.Kind.DRAFT_EXPIRES,
            application=None,
            recipient=draft.owner.email,
            languages=(draft.language,),
            context={"draft": draft, "round": draft.round},
        )
        return True

    return _each_locked(expiring.exclude(supplement__closed_at__isnull=False), warn)


@periodically(minutes=60)
def prune(now: datetime) -> int:
    """Remove drafts whose last day has passed, with their words and files. Returns how many.

    Only those whose owner was told in time, or that could not be sent any more. Never a sent one.
    """
    told_in_time = Q(warned_at__lte=now - timedelta(days=PortalSettings.load().draft_warning_days))
    cannot_be_sent = Q(supplement__closed_at__isnull=False)
    left = _unsent().filter(told_in_time | cannot_be_sent, expires_at__lte=now)

    def remove(draft: Draft) -> bool:
        delete_locked(draft)
        return True

    return _each_locked(left, remove)


def _unused_accounts(now: datetime) -> QuerySet[User]:
    """Applicants' accounts that hold nothing and have not been signed in to for a while."""
    before = now - timedelta(days=PortalSettings.load().unused_account_days)
    mine = OuterRef("pk")
    return User.objects.filter(
        Q(last_login=None) | Q(last_login__lt=before),
        ~Exists(Draft.objects.filter(owner=mine)),
        ~Exists(Application.objects.filter(applicant=mine)),
        ~Exists(RoundRole.objects.filter(user=mine)),
        ~Exists(User.groups.through.objects.filter(user=mine)),
        date_joined__lt=before,
        # Someone who works here has a password. Someone who is shut out must stay known.
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
        is_staff=False,
        is_superuser=False,
        is_active=True,
    ).order_by("pk")


@periodically(minutes=360)
def prune_accounts(now: datetime) -> int:
    """Remove applicants' accounts that are not used. Returns how many.

    Those that were made by asking for a code which was never given, and those that were signed in to, have
    no draft and no application left, and have been quiet as long. Anyone with a password, a group, a role
    or a right, and anyone who is named in a log or a case, stays.
    """
    unused = _unused_accounts(now)

    def remove(user: User) -> bool:
        # Asked again under the lock: nobody can begin a draft from here on, but someone may just have.
        if not unused.filter(pk=user.pk).exists():
            return False
        try:
            with transaction.atomic():
                user.delete()
        except ProtectedError:
            return False
        return True

    return _each_locked(unused, remove)


@periodically(minutes=360)
def prune_draft_mails(now: datetime) -> int:
    """Remove mails about drafts, which belong to no case, a while after they left. Returns how many.

    Also those that came back or could not be sent. What still waits is left alone.
    """
    status = OutboxMessage.Status
    waiting = [status.HELD, status.QUEUED]
    old = OutboxMessage.objects.filter(application=None, created_at__lt=now - DRAFT_MAIL_KEPT)
    deleted, _rows = old.exclude(status__in=waiting).delete()
    return deleted
