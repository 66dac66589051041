"""The calendar of events."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from home.calendar_files import CalendarEntry
from home.event_calendar import calendar_weeks
from home.event_times import seconds_until
from home.models.event_page import EventPage, coming
from home.models.listing import ListingPage
from home.month import Month
from home.validity import seconds_to_midnight

# What the feed holds at most: a calendar fetches all of it, again and again.
MOST_IN_FEED = 200


class EventIndexPage(ListingPage):
    """The coming events of one language by month; `?manad=2027-01` gives one month, `?visa=tidigare` those that were.

    Beside the list stands the month as a table. The events are its child pages.
    """

    search_kind = "event"

    entries_per_page = 100
    # A calendar that follows it must not be told that it is gone.
    calendar_may_be_empty = True

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.EventPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")

    def events(self) -> QuerySet[EventPage]:
        """Its published events."""
        return EventPage.objects.child_of(self).live()

    def events_in(self, month: Month) -> QuerySet[EventPage]:
        """Those that take up some of a month, in order."""
        touching = self.events().filter(starts_at__lt=month.ends, over_at__gt=month.begins)
        return touching.order_by("starts_at", "pk")

    def entries(self, request: HttpRequest) -> QuerySet[EventPage]:
        """The coming ones, or what the address asks for; nonsense in it is passed over."""
        month = Month.parse(request.GET.get("manad", ""))
        if month:
            return self.events_in(month)
        if request.GET.get("visa") == "tidigare":
            return self.events().filter(over_at__lte=timezone.now()).order_by("-starts_at", "-pk")
        return coming(self.events())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the month's table, and which ways lead on from it: only where there is something to see."""
        context = super().get_context(request, *args, **kwargs)
        chosen = Month.parse(request.GET.get("manad", ""))
        month = chosen or Month.of(timezone.localdate())
        past = chosen is None and request.GET.get("visa") == "tidigare"
        span = self.events().aggregate(
            first=Min("starts_at"),
            last=Max("over_at"),
            next_over=Min("over_at", filter=Q(over_at__gt=timezone.now())),
        )
        context |= {
            "chosen_month": chosen,
            "past": past,
            "query": f"manad={chosen}&" if chosen else "visa=tidigare&" if past else "",
            "month": month,
            "weeks": calendar_weeks(month, self.events_in(month).defer_streamfields()),
            "weekdays": [(WEEKDAYS_ABBR[number], WEEKDAYS[number]) for number in range(7)],
            "has_earlier": _before(span["first"], month.begins),
            "has_later": _before(month.ends, span["last"]),
            "has_past": _before(span["first"], timezone.now()),
            "next_over": span["next_over"],
        }
        return context

    def calendar_entries(self) -> list[CalendarEntry]:
        """All coming events, for a calendar that follows them."""
        events = coming(self.events()).select_related("locale").defer_streamfields()[:MOST_IN_FEED]
        return [entry for event in events for entry in event.calendar_entries()]

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until an event is over, or the next day begins."""
        next_over = response.context_data["next_over"]  # type: ignore[attr-defined]
        until_over = [seconds_until(next_over)] if next_over else []
        return min([seconds_to_midnight(), *until_over])


def _before(earlier: datetime | None, later: datetime | None) -> bool:
    """Whether one moment is before another; where one of them is missing there is nothing to see."""
    return earlier is not None and later is not None and earlier < later
