"""The days that the law sets for the minutes, and the time to appeal that follows."""

from datetime import date

import pytest

from stipend_portal.appeals import appeal_until
from stipend_portal.minutes_days import adjusted_late, announced_late
from stipend_portal.models import AgendaItem, Decision, Meeting, ReportedDecision

MEETING = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("adjusted_on", "today", "late"),
    [
        (date(2027, 3, 15), date(2027, 6, 1), False),
        (date(2027, 3, 16), date(2027, 6, 1), True),
        (None, date(2027, 3, 15), False),
        (None, date(2027, 3, 16), True),
    ],
)
def test_minutes_are_adjusted_within_fourteen_days(adjusted_on: date | None, today: date, late: bool) -> None:
    assert adjusted_late(on=MEETING, adjusted_on=adjusted_on, today=today) == late


@pytest.mark.parametrize(
    ("announced_on", "today", "late"),
    [
        (date(2027, 3, 12), date(2027, 6, 1), False),
        (date(2027, 3, 13), date(2027, 6, 1), True),
        (None, date(2027, 3, 12), False),
        (None, date(2027, 3, 13), True),
    ],
)
def test_adjusted_minutes_are_announced_on_the_second_day(
    announced_on: date | None, today: date, late: bool
) -> None:
    adjusted = date(2027, 3, 10)
    assert announced_late(adjusted_on=adjusted, announced_on=announced_on, today=today) == late


def test_nothing_is_announced_late_before_the_minutes_are_adjusted() -> None:
    assert not announced_late(adjusted_on=None, announced_on=None, today=date(2027, 6, 1))


def test_a_decision_of_the_board_is_appealed_within_three_weeks_of_the_announcement() -> None:
    decision = Decision()
    decision.agenda_item = AgendaItem(meeting=Meeting(announced_on=date(2027, 3, 12)))
    assert appeal_until(decision) == date(2027, 4, 2)


def test_a_delegated_decision_is_counted_from_the_minutes_of_the_meeting_it_was_reported_to() -> None:
    decision = Decision()
    decision.reported = ReportedDecision(meeting=Meeting(announced_on=date(2027, 3, 12)))
    assert appeal_until(decision) == date(2027, 4, 2)


@pytest.mark.django_db
def test_the_time_to_appeal_does_not_run_before_the_announcement() -> None:
    decision = Decision()
    assert appeal_until(decision) is None
    decision.agenda_item = AgendaItem(meeting=Meeting())
    assert appeal_until(decision) is None
