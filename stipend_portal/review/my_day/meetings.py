"""Meetings that have cases left to decide."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stipend_portal.meetings import meetings_for
from stipend_portal.review.my_day.day import Day, Waiting, first
from stipend_portal.states import Role


def meetings_with_cases(day: Day) -> Waiting | None:
    """For a secretary: to hold, and to record what was decided."""
    if not day.has(Role.BOARD_SECRETARY):
        return None
    own = [(round_id, role) for round_id, role in day.roles if role is Role.BOARD_SECRETARY]
    left = Count("items", filter=Q(items__decision=None, items__put_off=False))
    meetings = meetings_for(own).filter(closed_at=None).annotate(left=left).filter(left__gt=0)
    items = [
        day.item(_label(body, count), reverse("meetings:meeting", args=[pk]), due=on)
        for pk, body, on, count in first(meetings.order_by("on", "pk"), "pk", "body", "on", "left")
    ]
    return Waiting(_("Meetings with cases to decide"), items, url=reverse("meetings:index"))


def _label(body: str, count: int) -> str:
    return ngettext("%(body)s: %(count)d case", "%(body)s: %(count)d cases", count) % {
        "body": body,
        "count": count,
    }
