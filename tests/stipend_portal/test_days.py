"""Days as people write them on one line."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stipend_portal.days import NotADay, day_from_text


@pytest.mark.parametrize(
    "text",
    [
        "27 3 2011",
        "27/3 2011",
        "27.3.2011",
        "27-03-2011",
        "2011-03-27",
        "20110327",
        "27 mars 2011",
        "27 Mar 2011",
        " 27  March  2011 ",
    ],
)
def test_a_day_is_understood_as_people_write_it(text: str) -> None:
    assert day_from_text(text) == date(2011, 3, 27)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "27 3",
        "27 3 11",
        "31 2 2011",
        "0 0 0",
        "27 13 2011",
        "27 mas 2011",
        "²7 3 2011",
        "1 1 1899",
        "9" * 5000,
    ],
)
def test_what_is_no_day_is_told_apart(text: str) -> None:
    with pytest.raises(NotADay):
        day_from_text(text)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    assert day_from_text(day.isoformat()) == day
    assert day_from_text(f"{day.day} {day.month} {day.year:04}") == day


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    with contextlib.suppress(NotADay):
        assert day_from_text(text).year >= 1900
