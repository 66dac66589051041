"""A board member's own assessments."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.phases import Work, phases_for
from stipend_portal.review.assessing.cases import own_cases
from stipend_portal.review.my_day.day import Day, Waiting, first
from stipend_portal.states import UNDECIDED, Role


def assessments_to_do(day: Day) -> Waiting | None:
    """For a board member: to hand in, by the round's day."""
    if not day.has(Role.COMMITTEE_MEMBER):
        return None
    cases = own_cases(day.user).filter(
        expected=True,
        handed_in=None,
        state__in=sorted(UNDECIDED),
        round__phase__in=sorted(phases_for(Work.ASSESS)),
    )
    rows = cases.order_by("round__assessment_due", "round_id", "reference")
    items = [
        day.item(reference, reverse("assessing:case", args=[pk]), due=due, mine=True)
        for pk, reference, due in first(rows, "pk", "reference", "round__assessment_due")
    ]
    return Waiting(_("Cases to assess"), items, url=reverse("assessing:index"))
