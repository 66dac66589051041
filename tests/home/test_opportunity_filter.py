"""What a reader asks of the list of opportunities, as it is read from the address."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from home.opportunity_filter import HALF_YEAR, LATER, NOW, OpportunityFilter, parse_ages, span

SPRING, AUTUMN = date(2027, 2, 10), date(2027, 11, 30)


def asked(address: str) -> OpportunityFilter:
    """What an address asks on a day in spring."""
    return OpportunityFilter.from_address(QueryDict(address), SPRING)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("16", (16, 16)),
        (" 16 ", (16, 16)),
        ("13-15", (13, 15)),
        ("13 – 15", (13, 15)),
        ("15-13", None),
        ("999", None),
        ("-1", None),
        ("femton", None),
        ("", None),
        ("٣", (3, 3)),
    ],
)
def test_an_age_is_a_number_or_two(text: str, ages: tuple[int, int] | None) -> None:
    assert parse_ages(text) == ages


@pytest.mark.parametrize(
    ("when", "today", "days"),
    [
        (NOW, SPRING, (SPRING, SPRING)),
        (HALF_YEAR, SPRING, (SPRING, date(2027, 6, 30))),
        (HALF_YEAR, AUTUMN, (AUTUMN, date(2027, 12, 31))),
        (LATER, SPRING, (date(2027, 7, 1), None)),
        (LATER, AUTUMN, (date(2028, 1, 1), None)),
        ("2028-02", SPRING, (date(2028, 2, 1), date(2028, 2, 29))),
        ("2027-12", SPRING, (date(2027, 12, 1), date(2027, 12, 31))),
        ("2027-13", SPRING, None),
        ("9999-12", SPRING, None),
        ("", SPRING, None),
        ("snart", SPRING, None),
    ],
)
def test_a_time_is_a_span_of_days(when: str, today: date, days: tuple[date, date | None] | None) -> None:
    assert span(when, today) == days


def test_what_is_understood_is_kept_in_the_address_and_nothing_else() -> None:
    understood = asked("alder=13%E2%80%9315&typ=utbyte&nar=nu&pengar=gratis&sida=3&x=1")
    assert understood.query == "alder=13-15&typ=utbyte&nar=nu&pengar=gratis&"
    assert asked("alder=x&typ=x&nar=x&pengar=x").query == ""
    assert asked("alder=sexton").misread_age == "sexton"


def test_a_month_that_was_asked_for_can_still_be_seen_among_the_choices() -> None:
    assert [value for value, _words in asked("nar=2031-05").time_choices()][-2:] == ["2028-01", "2031-05"]
    assert len(asked("nar=2027-05").time_choices()) == 16


@given(st.dictionaries(st.sampled_from(["alder", "typ", "nar", "pengar"]), st.text(max_size=12)))
def test_any_address_can_be_read(values: dict[str, str]) -> None:
    address = QueryDict(mutable=True)
    address.update(values)
    read = OpportunityFilter.from_address(address, SPRING)
    assert asked(read.query.removesuffix("&")).query == read.query
    assert read.time_choices()[0][0] == ""
