"""When the board meets."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.meetings import meetings_for
from stipend_portal.review.my_day.day import Day, Waiting, first
from stipend_portal.states import Role


def next_meeting(day: Day) -> Waiting | None:
    """For a board member: the coming meetings of the bodies that decide in her rounds."""
    if not day.has(Role.COMMITTEE_MEMBER):
        return None
    meetings = meetings_for(day.roles).filter(on__gte=day.today, closed_at=None).order_by("on", "pk")
    items = [
        day.item(
            ", ".join(filter(None, (body, place))), reverse("meetings:meeting", args=[pk]), due=on, mine=True
        )
        for pk, body, place, on in first(meetings, "pk", "body", "place", "on")
    ]
    return Waiting(_("Coming meetings"), items, url=reverse("meetings:index"))
