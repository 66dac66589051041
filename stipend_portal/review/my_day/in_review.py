"""Cases that are being handled."""

from django.utils.translation import gettext_lazy as _

from stipend_portal.phases import Work
from stipend_portal.review.my_day.day import Day, Waiting, case_url, first
from stipend_portal.states import Role, State


def in_review(day: Day) -> Waiting | None:
    """For an officer: to check and prepare, by the day the round's check is to be done."""
    if not day.has(Role.CASE_OFFICER):
        return None
    cases = day.cases(Role.CASE_OFFICER, work=Work.HANDLE).filter(state=State.IN_REVIEW)
    rows = day.hers_or_nobodys(cases, "pk").order_by("-mine", "received_at", "pk")
    items = [
        day.item(reference, case_url(pk), since=received, due=due, mine=mine)
        for pk, reference, received, due, mine in first(
            rows, "pk", "reference", "received_at", "round__completeness_due", "mine"
        )
    ]
    query = {"state": State.IN_REVIEW, "ordering": "received_at"}
    return Waiting(_("In review, to prepare"), items, query, by_handler=True)
