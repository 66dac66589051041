"""Letters to those who have no e-mail."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.models import OutboxMessage
from stipend_portal.review.my_day.day import Day, Waiting, case_url, first
from stipend_portal.states import Role


def letters_to_print(day: Day) -> Waiting | None:
    """For an officer: to print and post."""
    if not day.has(Role.CASE_OFFICER):
        return None
    rows = OutboxMessage.objects.filter(
        status=OutboxMessage.Status.TO_PRINT, application__in=day.cases(Role.CASE_OFFICER)
    )
    items = [
        day.item(reference, case_url(pk), since=at)
        for pk, reference, at in first(
            rows.order_by("created_at", "pk"), "application", "application__reference", "created_at"
        )
    ]
    return Waiting(_("Letters to print and post"), items, url=reverse("letters:print"))
