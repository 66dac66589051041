"""Requests for supplement that nobody answered in time."""

from django.utils.translation import gettext_lazy as _

from stipend_portal.case_filters import waiting
from stipend_portal.case_filters.flags import Flag
from stipend_portal.phases import Work
from stipend_portal.review.my_day.day import Day, Waiting, case_url, first
from stipend_portal.states import Role


def overdue_supplements(day: Day) -> Waiting | None:
    """For an officer: nothing happens by itself, so she goes on without an answer or waits longer."""
    if not day.has(Role.CASE_OFFICER):
        return None
    cases = day.cases(Role.CASE_OFFICER, work=Work.HANDLE)
    rows = day.hers_or_nobodys(waiting.overdue(day.today).filter(application__in=cases))
    items = [
        day.item(reference, case_url(pk), due=due, mine=mine)
        for pk, reference, due, mine in first(
            rows.order_by("-mine", "due", "pk"), "application", "application__reference", "due", "mine"
        )
    ]
    query = {"flag": Flag.OVERDUE, "ordering": "received_at"}
    return Waiting(_("Not answered by the last day"), items, query, by_handler=True)
