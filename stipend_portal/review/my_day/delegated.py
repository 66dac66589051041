"""Decisions made on the board's delegation."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.meetings import unreported
from stipend_portal.review.my_day.day import Day, Waiting, case_url, first
from stipend_portal.states import Role


def decisions_to_report(day: Day) -> Waiting | None:
    """For a secretary: to report at the next meeting (kommunallagen 6:40, 7:8)."""
    if not day.has(Role.BOARD_SECRETARY):
        return None
    own = [(round_id, role) for round_id, role in day.roles if role is Role.BOARD_SECRETARY]
    columns = ("application", "application__reference", "decided_on")
    items = [
        day.item(reference, case_url(pk), since=on)
        for pk, reference, on in first(unreported(day.user, own).select_related(None), *columns)
    ]
    return Waiting(_("Delegated decisions to report"), items, url=reverse("meetings:delegated"))
