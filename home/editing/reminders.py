"""Mails to those whose pages are to be looked over."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.models import Page

from home.editing.look_over import FIRST_REMINDER, LookOver, reminder_day, state, with_review_by
from home.mail.outgoing import send
from home.models import ReviewReminder, User
from home.periodic import periodically

KIND = "pages_to_look_over"


@periodically(minutes=60)
def remind_owners(now: datetime) -> int:
    """Write to each owner who has a page whose reminder is due: one mail with all her pages. Returns how many mails.

    Whoever can no longer sign in gets none; her pages stand in the report.
    """
    today = timezone.localdate(now)
    owners = (
        _pages(today)
        .filter(owner__is_active=True)
        .exclude(owner__email="")
        .values_list("owner", flat=True)
        .order_by()
        .distinct()
    )
    return sum(_remind(owner, today) for owner in list(owners))


def _pages(today: date) -> QuerySet[Page]:
    pages = with_review_by(Page.objects.all()).filter(review_by__lte=today + FIRST_REMINDER)
    return pages.annotate(reminded_on=F("review_reminder__sent_on")).order_by("review_by", "pk")


@transaction.atomic
def _remind(owner_id: int, today: date) -> bool:
    # Held, so that another worker waits and then finds the reminder sent.
    owner = User.objects.select_for_update().get(pk=owner_id)
    pages = list(_pages(today).filter(owner=owner))
    if not any(_is_due(page, today) for page in pages):
        return False
    context = {"pages": _lines(pages, today)}
    send(KIND, to=owner.email, language=settings.LANGUAGE_CODE, context=context)
    for page in pages:
        ReviewReminder.objects.update_or_create(page=page, defaults={"sent_on": today})
    return True


def _is_due(page: Page, today: date) -> bool:
    day = reminder_day(page.review_by, today)
    return day is not None and (page.reminded_on is None or page.reminded_on < day)


def _lines(pages: Iterable[Page], today: date) -> list[dict[str, object]]:
    return [
        {
            "title": page.title,
            "review_by": page.review_by,
            "overdue": state(page.review_by, today) is LookOver.OVERDUE,
            "url": f"{settings.BASE_URL}/admin/pages/{page.pk}/edit/",
        }
        for page in pages
    ]
