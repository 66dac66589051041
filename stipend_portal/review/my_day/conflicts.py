"""The question about jäv."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.permissions import ASKED_ABOUT_CONFLICT
from stipend_portal.review.case_list_desk import newest_to_be_asked
from stipend_portal.review.my_day.day import Day, Waiting, first


def conflicts_to_answer(day: Day) -> Waiting | None:
    """For an officer or a board member: the numbers of the cases that she sees when she has answered."""
    if not day.has(*ASKED_ABOUT_CONFLICT):
        return None
    url = reverse("conflicts:index")
    rows = newest_to_be_asked(day.user, day.roles).order_by("round", "reference")
    items = [day.item(reference, url, mine=True) for (reference,) in first(rows, "reference")]
    return Waiting(_("Questions about jäv"), items, url=url)
