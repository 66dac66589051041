"""When a paper application counts as having come in."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from stipend_portal import rules
from stipend_portal.arrivals import arrived_at

SWEDEN = ZoneInfo("Europe/Stockholm")
CLOSES = datetime(2027, 3, 1, 12, 0, tzinfo=SWEDEN)
LATER = datetime(2027, 3, 20, 9, 0, tzinfo=SWEDEN)


def arrived(day: date, at: time | None = None, now: datetime = LATER) -> datetime:
    """The moment, in a round that closes at noon on 1 March."""
    return arrived_at(day, at, closes_at=CLOSES, now=now, zone=SWEDEN)


@pytest.mark.parametrize(
    ("day", "at", "late"),
    [
        (date(2027, 2, 28), None, False),
        (date(2027, 3, 1), None, False),
        (date(2027, 3, 1), time(12, 0), False),
        (date(2027, 3, 1), time(12, 1), True),
        (date(2027, 3, 2), None, True),
    ],
)
def test_the_whole_of_the_closing_day_is_in_time_unless_someone_noted_a_later_time(
    day: date, at: time | None, late: bool
) -> None:
    moment = arrived(day, at)
    assert moment.astimezone(SWEDEN).date() == day
    assert rules.is_late(moment, CLOSES) == late


def test_what_came_today_has_not_come_later_than_now() -> None:
    now = datetime(2027, 2, 20, 9, 30, tzinfo=SWEDEN)
    assert arrived(date(2027, 2, 20), now=now) == now
