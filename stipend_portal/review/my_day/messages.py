"""Messages from applicants."""

from django.utils.translation import gettext_lazy as _

from stipend_portal.case_filters import waiting
from stipend_portal.case_filters.flags import Flag
from stipend_portal.review.my_day.day import Day, Waiting, case_url, first
from stipend_portal.states import Role


def messages_to_answer(day: Day) -> Waiting | None:
    """For an officer: to answer, or to note that no answer is needed."""
    if not day.has(Role.CASE_OFFICER):
        return None
    rows = day.hers_or_nobodys(waiting.unanswered().filter(application__in=day.cases(Role.CASE_OFFICER)))
    items = [
        day.item(reference, case_url(pk), since=at, mine=mine)
        for pk, reference, at, mine in first(
            rows.order_by("-mine", "at", "pk"), "application", "application__reference", "at", "mine"
        )
    ]
    query = {"flag": Flag.MESSAGE, "ordering": "received_at"}
    return Waiting(_("Messages to answer"), items, query, by_handler=True)
