"""Days on which the time to appeal does not end, and how the day is told then."""

from datetime import date

import pytest
from django.utils.translation import override

from home.weekdays import easter, ends_on, is_free
from stipend_portal.appeals import last_day_words


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)]
)
def test_easter_is_where_the_almanac_has_it(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_the_free_weekdays_of_a_year_are_the_holidays_and_the_three_eves() -> None:
    days = (date.fromordinal(date(2027, 1, 1).toordinal() + at) for at in range(365))
    free = [day.isoformat()[5:] for day in days if is_free(day) and day.weekday() < 5]
    assert free == [
        "01-01", "01-06", "03-26", "03-29", "05-06", "06-25", "12-24", "12-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("counted", "ends"),
    [
        ("2027-03-10", "2027-03-10"),
        ("2027-03-13", "2027-03-15"),
        ("2027-03-26", "2027-03-30"),
        ("2026-12-24", "2026-12-28"),
        ("2027-12-31", "2028-01-03"),
    ],
)
def test_a_time_ends_on_the_next_weekday(counted: str, ends: str) -> None:
    assert ends_on(date.fromisoformat(counted)) == date.fromisoformat(ends)


def test_the_day_is_told_with_why_it_has_moved() -> None:
    with override("en"):
        assert last_day_words(date(2027, 3, 10)) == "2027-03-10"
        assert last_day_words(date(2027, 3, 13)) == (
            "2027-03-15 (the three weeks end on 2027-03-13, a Saturday, a Sunday or a holiday, so the next "
            "weekday counts)"
        )
        assert last_day_words(date(2027, 3, 10), "j F Y") == "10 March 2027"
