"""Reminding those who were asked by mail and have not answered. When and how often is set by BUN."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from home.periodic import periodically
from stipend_portal.completeness import newest_only
from stipend_portal.guardian_acts import still_needed
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, GroupMember, GuardianApproval, OutboxMessage, PortalSettings
from stipend_portal.models.event import EventKind
from stipend_portal.services.asking import BOTH_LANGUAGES, mail_guardian
from stipend_portal.services.guardian import log
from stipend_portal.services.transition import record_event
from stipend_portal.states import UNDECIDED, Role

Asked = TypeVar("Asked", GuardianApproval, GroupMember)

# Mail waits while a job runs; what is left is done the next time.
MOST_AT_ONCE = 300
# Who is written in the log where no person did it.
THE_SITE = "Åmål i världen"


def _due(asked: QuerySet[Asked], now: datetime) -> QuerySet[Asked]:
    """Those about the newest version of an undecided application who have heard nothing for long enough."""
    settings = PortalSettings.load()
    return (
        newest_only(asked)
        .annotate(last_word=Coalesce("reminded_at", "invited_at"))
        .filter(
            status="invited",
            application__state__in=UNDECIDED,
            reminders__lt=settings.most_reminders,
            last_word__lte=now - timedelta(days=settings.reminder_days),
        )
        .order_by("pk")
    )


def _remind(due: QuerySet[Asked], row: Asked, now: datetime, write: Callable[[Asked], None]) -> bool:
    """Remind one, in a transaction of its own, unless someone is at work with the case just now."""
    with transaction.atomic():
        lock = Application.objects.select_for_update(skip_locked=True)
        if lock.filter(pk=row.application_id).first() is None:
            return False
        fresh = due.filter(pk=row.pk).first()
        if fresh is None:
            return False
        fresh.reminders += 1
        fresh.reminded_at = now
        fresh.save(update_fields=["reminders", "reminded_at"])
        write(fresh)
        return True


def _write_to_guardian(approval: GuardianApproval) -> None:
    mail_guardian(approval, OutboxMessage.Kind.GUARDIAN_REMINDER)
    log(approval, EventKind.GUARDIAN_REMINDED, Role.SYSTEM, actor_name=THE_SITE)


@periodically(minutes=30)
def remind_guardians(now: datetime) -> int:
    """Remind guardians who have not answered. Returns how many.

    Not those of someone who has turned eighteen, nor of a member who does not go along after all.
    """
    everyone = GuardianApproval.objects.select_related("application__round", "member", "version")
    due = _due(everyone, now).exclude(member__status=GroupMember.Status.DECLINED)
    today = timezone.localdate(now)
    waiting = [approval for approval in due if still_needed(approval, today)]
    return sum(_remind(due, approval, now, _write_to_guardian) for approval in waiting[:MOST_AT_ONCE])


def _write_to_member(member: GroupMember) -> None:
    enqueue(
        kind=OutboxMessage.Kind.MEMBER_REMINDER,
        application=member.application,
        recipient=member.email,
        languages=BOTH_LANGUAGES,
        member=member,
    )
    record_event(
        application=member.application,
        kind=EventKind.MEMBER_REMINDED,
        role=Role.SYSTEM,
        actor_name=THE_SITE,
        data={"member": member.pk, "version": member.version.number},
    )


@periodically(minutes=30)
def remind_members(now: datetime) -> int:
    """Remind members of groups who have not answered. Returns how many."""
    due = _due(GroupMember.objects.select_related("application__round", "version"), now)
    return sum(_remind(due, member, now, _write_to_member) for member in due[:MOST_AT_ONCE])
