"""Mails that did not arrive."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.case_filters import waiting
from stipend_portal.review.my_day.day import Day, Waiting, case_url, first
from stipend_portal.states import Role


def undelivered_mails(day: Day) -> Waiting | None:
    """For an officer: someone has not been told what she was to be told."""
    if not day.has(Role.CASE_OFFICER):
        return None
    rows = day.hers_or_nobodys(waiting.undelivered().filter(application__in=day.cases(Role.CASE_OFFICER)))
    columns = ("application", "application__reference", "created_at", "mine")
    items = [
        day.item(reference, case_url(pk), since=at, mine=mine)
        for pk, reference, at, mine in first(rows.order_by("-mine", "created_at", "pk"), *columns)
    ]
    return Waiting(_("Mails that came back"), items, url=reverse("letters:trouble"))
