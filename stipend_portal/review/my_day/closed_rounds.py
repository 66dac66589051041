"""Cases that nobody has decided in rounds that are closed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.phases import Phase
from stipend_portal.review.my_day.day import Day, Waiting, first
from stipend_portal.states import UNDECIDED, Role


def undecided_in_closed_rounds(day: Day) -> Waiting | None:
    """For an officer: nothing is done in a closed round, so it must be taken back before they can be decided.

    Most have come in late. Each leads to the page of its round, where the phase is changed.
    """
    if not day.has(Role.CASE_OFFICER):
        return None
    cases = day.cases(Role.CASE_OFFICER).filter(round__phase=Phase.CLOSED, state__in=sorted(UNDECIDED))
    rows = day.hers_or_nobodys(cases, "pk").order_by("-mine", "received_at", "pk")
    columns = ("reference", "round_id", "received_at", "mine")
    items = [
        day.item(reference, reverse("rounds:round", args=[round_id]), since=received, mine=mine)
        for reference, round_id, received, mine in first(rows, *columns)
    ]
    title = _("The round is closed: take it back to decide")
    return Waiting(title, items, url=reverse("rounds:index"))
