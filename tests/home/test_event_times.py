"""When an event is over, and the months of a calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from home.events.event_times import last_day, over_at
from home.events.month import Month


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# In winter Swedish time is an hour before UTC, in summer two.
@pytest.mark.parametrize(
    ("starts", "ends", "all_day", "last", "over"),
    [
        ("2027-01-14T17:00", "2027-01-14T19:00", False, "2027-01-14", "2027-01-14T19:00"),
        ("2027-01-14T17:00", None, False, "2027-01-14", "2027-01-14T23:00"),
        # It ends at midnight: nothing of the 15th is taken.
        ("2027-01-14T17:00", "2027-01-14T23:00", False, "2027-01-14", "2027-01-14T23:00"),
        ("2027-01-14T17:00", "2027-01-15T01:00", False, "2027-01-15", "2027-01-15T01:00"),
        ("2027-01-13T23:00", "2027-01-14T23:00", True, "2027-01-15", "2027-01-15T23:00"),
        ("2027-07-13T22:00", None, True, "2027-07-14", "2027-07-14T22:00"),
        # The night when the clocks go forward.
        ("2027-03-27T12:00", None, False, "2027-03-27", "2027-03-27T23:00"),
        ("2027-03-28T12:00", None, False, "2027-03-28", "2027-03-28T22:00"),
    ],
)
def test_an_event_is_over_at_its_end_or_with_its_last_swedish_day(
    starts: str, ends: str | None, all_day: bool, last: str, over: str
) -> None:
    begins, stops = utc(starts), utc(ends) if ends else None
    assert last_day(begins, stops, all_day=all_day) == date.fromisoformat(last)
    assert over_at(begins, stops, all_day=all_day) == utc(over)


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-1", "2027-13", "2027-00", "0001-01", "9999-12", "２０２７-01", "2027-01\n"]
)
def test_nonsense_is_no_month(text: str) -> None:
    assert Month.parse(text) is None


def test_a_month_knows_its_neighbours_its_weeks_and_when_it_begins() -> None:
    month = Month.parse("2026-12")
    assert (str(month), str(month.previous), str(month.next)) == ("2026-12", "2026-11", "2027-01")
    assert str(Month(2027, 1).previous) == "2026-12"
    weeks = month.weeks()
    assert weeks[0][0] == date(2026, 11, 30)
    assert weeks[-1][-1] == date(2027, 1, 3)
    assert {len(week) for week in weeks} == {7}
    assert month.begins == utc("2026-11-30T23:00")
    assert month.ends - month.begins == timedelta(days=31)
