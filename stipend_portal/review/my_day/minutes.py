"""Minutes that are to be adjusted or announced."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.meetings import meetings_for
from stipend_portal.minutes_days import last_day_to_adjust, last_day_to_announce
from stipend_portal.review.my_day.day import Day, Item, Waiting, first, oldest_first
from stipend_portal.states import Role


def minutes_to_finish(day: Day) -> Waiting | None:
    """For a secretary: to adjust and to announce, by the days that the law sets (see `minutes_days`)."""
    if not day.has(Role.BOARD_SECRETARY):
        return None
    own = [(round_id, role) for round_id, role in day.roles if role is Role.BOARD_SECRETARY]
    open_ = Q(adjusted_on=None) | Q(announced_on=None)
    meetings = meetings_for(own).filter(open_, on__lt=day.today).order_by("on", "pk")
    items = [_item(day, *row) for row in first(meetings, "pk", "on", "adjusted_on")]
    title = gettext_lazy("Minutes to adjust and announce")
    return Waiting(title, oldest_first(items), url=reverse("meetings:index"))


def _item(day: Day, pk: int, on: date, adjusted_on: date | None) -> Item:
    words = _("The meeting of %(day)s: announce") if adjusted_on else _("The meeting of %(day)s: adjust")
    due = last_day_to_announce(adjusted_on) if adjusted_on else last_day_to_adjust(on)
    return day.item(words % {"day": on.isoformat()}, reverse("meetings:minutes", args=[pk]), due=due)
