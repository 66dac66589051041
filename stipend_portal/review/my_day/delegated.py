"""Decisions that the board is to be told of."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.meetings import unreported
from stipend_portal.models import Meeting
from stipend_portal.review.my_day.day import Day, Waiting, case_url, first
from stipend_portal.states import Role


def decisions_to_report(day: Day) -> Waiting | None:
    """For a secretary: what was decided on delegation or corrected, to report at the next meeting.

    The day is that of the next meeting, where one is planned (kommunallagen 6:40, 7:8).
    """
    if not day.has(Role.BOARD_SECRETARY):
        return None
    own = [(round_id, role) for round_id, role in day.roles if role is Role.BOARD_SECRETARY]
    meetings = Meeting.objects.filter(
        body=OuterRef("application__round__deciding_body"), on__gte=day.today, closed_at=None
    )
    coming = Subquery(meetings.order_by("on").values("on")[:1])
    rows = unreported(day.user, own).select_related(None).annotate(coming=coming)
    columns = ("application", "application__reference", "decided_on", "coming")
    items = [
        day.item(reference, case_url(pk), since=on, due=due)
        for pk, reference, on, due in first(rows, *columns)
    ]
    return Waiting(_("Decisions to report to the board"), items, url=reverse("meetings:delegated"))
