"""The rules of a stipend, as pure functions of plain values."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stipend_portal import rules
from stipend_portal.rules import NotAnAmount, kronor_from_text

LEAP_BIRTH = date(2012, 2, 29)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2027, 3, 26), 15),
        (date(2027, 3, 27), 16),
        (date(2027, 3, 28), 16),
        (date(2011, 3, 27), 0),
        (date(2011, 3, 26), -1),
    ],
)
def test_age_changes_on_the_birthday(day: date, age: int) -> None:
    assert rules.age_on(date(2011, 3, 27), day) == age


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2025, 2, 28), 12),
        (date(2025, 3, 1), 13),
        (date(2028, 2, 28), 15),
        (date(2028, 2, 29), 16),
    ],
)
def test_someone_born_on_29_february_turns_older_on_1_march_in_other_years(day: date, age: int) -> None:
    assert rules.age_on(LEAP_BIRTH, day) == age


@pytest.mark.parametrize(("age", "day"), [(13, date(2025, 3, 1)), (16, date(2028, 2, 29))])
def test_a_birthday_on_29_february_is_told_as_a_day_that_exists(age: int, day: date) -> None:
    assert rules.birthday(LEAP_BIRTH, age) == day


@given(birth_date=DAYS, age=st.integers(0, 100))
def test_a_birthday_is_the_first_day_of_the_new_age(birth_date: date, age: int) -> None:
    day = rules.birthday(birth_date, age)
    assert rules.age_on(birth_date, day) == age
    assert rules.age_on(birth_date, day - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("birth_date", "minor"),
    [(date(2009, 6, 1), False), (date(2009, 6, 2), True), (LEAP_BIRTH, True)],
)
def test_one_is_of_full_age_from_the_day_one_turns_eighteen(birth_date: date, minor: bool) -> None:
    assert rules.is_minor(birth_date, date(2027, 6, 1)) is minor


@pytest.mark.parametrize(
    ("birth_date", "age", "fits", "too_young"),
    [
        (date(2014, 6, 2), 12, False, True),
        (date(2014, 6, 1), 13, True, False),
        (date(2010, 1, 1), 17, True, False),
        (date(2007, 6, 2), 19, True, False),
        (date(2007, 6, 1), 20, False, False),
    ],
)
def test_both_age_limits_are_included(birth_date: date, age: int, fits: bool, too_young: bool) -> None:
    verdict = rules.judge_age(birth_date, min_age=13, max_age=19, age_day=date(2027, 6, 1))
    assert (verdict.age, verdict.fits, verdict.too_young) == (age, fits, too_young)


def test_a_no_names_the_day_one_is_old_enough() -> None:
    verdict = rules.judge_age(LEAP_BIRTH, min_age=17, max_age=19, age_day=date(2027, 6, 1))
    assert verdict.turns_minimum_on == date(2029, 3, 1)


def test_ages_of_a_round_may_be_one_and_the_same() -> None:
    verdict = rules.judge_age(date(2011, 3, 27), min_age=16, max_age=16, age_day=date(2027, 3, 27))
    assert verdict.fits


CLOSES = datetime(2027, 3, 31, 21, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "late"),
    [
        (timedelta(days=-1), False),
        (timedelta(0), False),
        (timedelta(seconds=59, microseconds=999_999), False),
        (timedelta(minutes=1), True),
        (timedelta(days=1), True),
    ],
)
def test_the_whole_closing_minute_is_in_time(after: timedelta, late: bool) -> None:
    assert rules.is_late(CLOSES + after, CLOSES) is late


@pytest.mark.parametrize(("after", "opened"), [(-1, False), (0, True), (1, True)])
def test_a_round_is_open_from_its_first_moment(after: int, opened: bool) -> None:
    assert rules.has_opened(CLOSES + timedelta(microseconds=after), CLOSES) is opened


def test_what_is_left_of_the_pot_is_what_has_not_been_granted() -> None:
    assert rules.remaining_pot(pot=50_000, granted=12_000) == 38_000


@pytest.mark.parametrize(
    ("text", "kronor"),
    [
        ("1200", "1200"),
        ("1 200", "1200"),
        ("1 200 kr", "1200"),
        ("1 200 kr.", "1200"),
        ("1200kr", "1200"),
        ("1200 KR", "1200"),
        ("1200 SEK", "1200"),
        ("SEK 1200", "1200"),
        ("kr 1200", "1200"),
        ("1200 kronor", "1200"),
        ("1 200:-", "1200"),
        ("1.200", "1200"),
        ("1.200.000", "1200000"),
        ("1.200,50", "1200.50"),
        ("1200,50", "1200.50"),
        ("1200.50", "1200.50"),
        ("1200,5", "1200.5"),
        ("1'200", "1200"),
        ("1\u00a0200\u00a0kr", "1200"),
        ("1\u202f200", "1200"),
        ("1\u2009200", "1200"),
        ("\t1200\n", "1200"),
        ("0", "0"),
        ("007", "7"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, kronor: str) -> None:
    assert kronor_from_text(text) == Decimal(kronor)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "kr",
        "mycket",
        "tolvhundra",
        "1e9",
        "1E3",
        "0x10",
        "NaN",
        "Infinity",
        "-Infinity",
        "sNaN",
        "1_000",
        "--5",
        "+5",
        "5-",
        "1200,505",
        "1,200",
        "1.2.3",
        "1.20.300",
        "12.5.2027",
        "1200 euro",
        "€1200",
        "$5",
        "1200 kr kr kr",
        "١٢",
        "１２００",
        "½",
        "²",
        "💰",
        "12💰",
        "1200\x00",
        "<b>1200</b>",
        "\u202e1200",
        "1" * 16,
        "9" * 5000,
    ],
)
def test_what_is_no_amount_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotAnAmount):
        kronor_from_text(text)


@given(st.one_of(st.text(), st.text(alphabet="0123456789 .,-−kr:SEK'\u00a0eE_+")))
def test_any_text_is_a_finite_amount_in_whole_ore_or_no_amount(text: str) -> None:
    try:
        amount = kronor_from_text(text)
    except NotAnAmount:
        return
    assert isinstance(amount, Decimal)
    assert amount.is_finite()
    assert amount == amount.quantize(Decimal("0.01"))


@given(st.decimals(min_value=0, max_value=10_000_000, places=2))
def test_an_amount_written_the_swedish_way_is_read_back_the_same(amount: Decimal) -> None:
    written = f"{amount:,}".replace(",", "\u00a0").replace(".", ",") + " kr"
    assert kronor_from_text(written) == amount


@pytest.mark.parametrize(
    ("people", "most"), [(1, 15_000), (2, 30_000), (3, 30_000), (5, 50_000), (6, 48_000), (30, 240_000)]
)
def test_the_most_for_a_group_is_so_much_for_each_from_so_many(people: int, most: int) -> None:
    assert rules.ceiling_for(people, alone=15_000, groups={3: 10_000, 6: 8_000}) == most


def test_a_group_of_a_stipend_without_steps_gets_as_much_each_as_one_alone() -> None:
    assert rules.ceiling_for(4, alone=2_000, groups={}) == 8_000


@pytest.mark.parametrize(
    ("birth_date", "age_day", "today", "needed"),
    [
        # Under eighteen on both days, on one, on neither; and to the day.
        (date(2011, 3, 27), date(2027, 6, 1), date(2027, 2, 1), True),
        (date(2009, 3, 27), date(2027, 6, 1), date(2027, 2, 1), False),
        (date(2009, 1, 31), date(2026, 1, 1), date(2027, 2, 1), False),
        (date(2005, 1, 1), date(2027, 6, 1), date(2027, 2, 1), False),
        (date(2009, 6, 1), date(2027, 6, 1), date(2027, 2, 1), False),
        (date(2009, 6, 2), date(2027, 6, 1), date(2027, 6, 1), True),
    ],
)
def test_guardians_are_needed_of_who_is_a_minor_on_the_rounds_day_and_today(
    birth_date: date, age_day: date, today: date, needed: bool
) -> None:
    assert rules.needs_guardians(birth_date, age_day=age_day, today=today) is needed
