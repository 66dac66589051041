"""When a paper application counts as having come in."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from stipend_portal import rules
from stipend_portal.arrivals import arrived_at, has_time

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


@pytest.mark.parametrize(
    ("day", "at", "timed"),
    [
        (date(2027, 2, 28), None, False),
        (date(2027, 3, 1), None, False),
        (date(2027, 3, 2), None, False),
        (date(2027, 2, 28), time(14, 5), True),
        (date(2027, 3, 1), time(12, 1), True),
    ],
)
def test_a_time_is_told_only_where_someone_noted_it(day: date, at: time | None, timed: bool) -> None:
    assert has_time(arrived(day, at), closes_at=CLOSES, zone=SWEDEN) == timed


def test_the_moment_of_writing_it_in_is_not_told_as_the_time_it_came() -> None:
    now = datetime(2027, 2, 20, 9, 30, 17, 250, tzinfo=SWEDEN)
    assert not has_time(arrived(date(2027, 2, 20), now=now), closes_at=CLOSES, zone=SWEDEN)


def test_a_round_that_closes_at_the_last_minute_has_its_whole_closing_day() -> None:
    closes = datetime(2027, 3, 1, 23, 59, tzinfo=SWEDEN)
    moments = [
        arrived_at(date(2027, 3, day), None, closes_at=closes, now=LATER, zone=SWEDEN) for day in (1, 2)
    ]
    assert [rules.is_late(moment, closes) for moment in moments] == [False, True]
