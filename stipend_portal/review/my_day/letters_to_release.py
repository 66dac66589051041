"""Letters that somebody else has written."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.case_filters import waiting
from stipend_portal.permissions import RELEASING_ROLES
from stipend_portal.review.my_day.day import Day, Waiting, first


def letters_to_release(day: Day) -> Waiting | None:
    """For an officer or a secretary: to read and release, unless she wrote it herself."""
    if not day.has(*RELEASING_ROLES):
        return None
    rows = waiting.held().filter(application__in=day.cases(*RELEASING_ROLES)).exclude(prepared_by=day.user)
    items = [
        day.item(reference, reverse("cases:letter", args=[case, pk]), since=at)
        for pk, case, reference, at in first(
            rows.order_by("created_at", "pk"), "pk", "application", "application__reference", "created_at"
        )
    ]
    return Waiting(_("Letters to read and release"), items, url=reverse("letters:index"))
