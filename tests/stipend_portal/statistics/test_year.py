"""The stipends of a year, told so that nobody can be recognised."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from home.year_figures import YearFigure
from stipend_portal.models.decision import Outcome
from stipend_portal.states import Role, State
from stipend_portal.statistics.figures import Row
from stipend_portal.statistics.small_numbers import may_show
from stipend_portal.statistics.year import StipendYear, stipend_year
from stipend_portal.year_figures import stipends_of_the_year
from tests.factories.corrections import correct
from tests.factories.portal import decide, make_application, make_round, make_staff

ROW = Row(
    round_id=1,
    state=State.DECIDED,
    late=False,
    on_paper=False,
    people=1,
    applied=Decimal(5_000),
    birth_date=date(2010, 1, 1),
    destination="Türi",
    school="Exempelskolan",
    received_on=date(2026, 3, 1),
    outcome=Outcome.GRANTED,
    granted=4_000,
    decided_on=date(2026, 5, 1),
)
REFUSED = replace(ROW, outcome=Outcome.REFUSED, granted=0)
BEFORE = replace(ROW, received_on=date(2025, 12, 1))
AFTER = replace(ROW, decided_on=date(2027, 1, 2))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], StipendYear(0, 0, 0)),
        ([ROW] * 6 + [REFUSED] * 5, StipendYear(11, 6, 24_000)),
        ([ROW] * 6, StipendYear(6, 6, 24_000)),
        ([ROW] * 4, StipendYear(4, None, None)),
        ([ROW] * 9 + [REFUSED], StipendYear(10, None, None)),
        ([REFUSED] * 9, StipendYear(9, 0, 0)),
        ([BEFORE] * 5 + [AFTER] * 5, StipendYear(5, 5, 20_000)),
    ],
)
def test_a_year_is_counted_by_when_applications_came_and_were_decided(
    rows: list[Row], expected: StipendYear
) -> None:
    assert stipend_year(rows, 2026) == expected


@given(st.tuples(*[st.integers(0, 12)] * 4))
def test_neither_those_who_were_granted_nor_the_others_are_ever_told_to_be_few(
    numbers: tuple[int, ...],
) -> None:
    kinds = zip((ROW, REFUSED, BEFORE, AFTER), numbers, strict=True)
    rows = [row for row, number in kinds for _each in range(number)]
    told = stipend_year(rows, 2026)
    assert (told.granted is None) == (told.kronor is None)
    if told.granted:
        assert may_show(told.granted)
        assert may_show(len(rows) - told.granted)


@pytest.mark.django_db
def test_the_stipends_are_told_when_the_year_is_over(
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC)):
        round_ = make_round(pot=90_000)
        for _each in range(5):
            decide(make_application(round=round_, state=State.PREPARED))
    granted = sum(round_.applications.values_list("current_decision__amount", flat=True))
    for now, expected in (
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), []),
        (
            datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
            [
                YearFigure("Rounds of stipends that closed", 1),
                YearFigure("Applications for stipends", "5"),
                YearFigure("Applications that were granted a stipend", 5),
                YearFigure("Granted in stipends", granted, "kronor"),
            ],
        ),
    ):
        with time_machine.travel(now), override("en"), django_assert_max_num_queries(2):
            assert stipends_of_the_year(2026) == expected


@pytest.mark.django_db
def test_a_year_that_has_been_told_stays_as_it_was_when_a_decision_is_corrected() -> None:
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC)):
        round_ = make_round(pot=90_000)
        for _each in range(6):
            case = decide(make_application(round=round_, state=State.PREPARED))
    with time_machine.travel(datetime(2027, 1, 20, tzinfo=UTC)):
        told = stipends_of_the_year(2026)
        correct(case, make_staff(Role.BOARD_SECRETARY, rounds=[round_]), amount=1_000)
        assert stipends_of_the_year(2026) == told
    with time_machine.travel(datetime(2028, 1, 20, tzinfo=UTC)):
        assert stipends_of_the_year(2027) == []
