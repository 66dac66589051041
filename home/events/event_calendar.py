"""The month's events as a table of days."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from home.events.month import Month
from home.models.event_page import EventPage


@dataclass
class Day:
    """A square of the calendar, with the events that take up some of the day."""

    date: date
    in_month: bool
    is_today: bool
    events: list[EventPage] = field(default_factory=list)


@dataclass(frozen=True)
class Week:
    """A row of the calendar, with its number in the year (ISO 8601, as Swedish calendars count)."""

    number: int
    days: list[Day]


def calendar_weeks(month: Month, events: Iterable[EventPage]) -> list[Week]:
    """The weeks of a month; each event stands on all its days in the month."""
    today = timezone.localdate()
    days = {
        day: Day(day, in_month=Month.of(day) == month, is_today=day == today)
        for week in month.weeks()
        for day in week
    }
    for event in events:
        day = max(event.first_day, month.first_day)
        last = min(event.last_day, month.next.first_day - timedelta(days=1))
        while day <= last:
            days[day].events.append(event)
            day += timedelta(days=1)
    return [Week(week[0].isocalendar().week, [days[day] for day in week]) for week in month.weeks()]
