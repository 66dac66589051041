"""Next year's round: everything as it was, all days moved, and nobody who has left."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from stipend_portal.models import Round, RoundEvent
from stipend_portal.phases import Phase
from stipend_portal.services.round_copy import copy_round, later_birthday, later_moment, with_years
from stipend_portal.states import Role
from tests.factories.portal import make_round, make_staff
from tests.factories.setting_up import make_criterion

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)).map(lambda when: when.replace(tzinfo=UTC))  # noqa: DTZ001
OPENS = datetime.fromisoformat("2027-02-01T08:00+01:00")


@pytest.fixture
def last_years(db: None) -> Round:
    """The round of 2027, with everything set."""
    round_ = make_round(
        name="Våren 2027",
        name_en="Spring 2027",
        slug="var-2027",
        opens_at=OPENS,
        closes_at=datetime.fromisoformat("2027-03-29T23:59+02:00"),
        completeness_due=date(2027, 4, 5),
        assessment_due=date(2027, 4, 19),
        decision_planned=date(2027, 5, 4),
        age_day=date(2027, 6, 1),
        residence="lives",
        blind=True,
        deciding_body="Exempelnämnden",
        phase=Phase.CLOSED,
        granted=20_000,
    )
    make_criterion(round_, name="Syfte", weight=3, highest=4, sort_order=0)
    make_criterion(round_, name="Plan", weight=1, sort_order=1)
    return round_


@pytest.fixture(autouse=True)
def _november() -> object:
    with time_machine.travel("2027-11-01T12:00:00+01:00"):
        yield


def test_a_copy_is_as_the_round_was_a_year_later(last_years: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[last_years])
    copy = Round.objects.get(pk=copy_round(round=last_years, actor=officer).pk)
    assert (copy.name, copy.name_en, copy.slug) == ("Våren 2028", "Spring 2028", "var-2028")
    assert timezone.localtime(copy.opens_at).isoformat() == "2028-01-31T08:00:00+01:00"
    assert timezone.localtime(copy.closes_at).isoformat() == "2028-03-27T23:59:00+02:00"
    assert (copy.completeness_due, copy.assessment_due, copy.decision_planned) == (
        date(2028, 4, 3),
        date(2028, 4, 17),
        date(2028, 5, 2),
    )
    assert copy.age_day == date(2028, 6, 1)
    alike = (
        "programme",
        "min_age",
        "max_age",
        "residence",
        "pot",
        "ceiling",
        "blind",
        "deciding_body",
        "contact",
    )
    assert [getattr(copy, name) for name in alike] == [getattr(last_years, name) for name in alike]
    assert (copy.phase, copy.granted) == (Phase.OPEN, 0)
    rows = ("name", "weight", "highest", "guidance", "sort_order")
    assert list(copy.criteria.values_list(*rows)) == list(last_years.criteria.values_list(*rows))
    assert last_years.criteria.count() == 2
    event = RoundEvent.objects.get()
    assert (event.round, event.kind, event.actor) == (copy, "copied", officer)
    assert event.data == {"from": last_years.pk, "name": "Våren 2027"}


def test_only_those_who_still_have_the_group_and_the_account_come_along(last_years: Round) -> None:
    stays = make_staff(Role.CASE_OFFICER, rounds=[last_years])
    other_group, gone = (make_staff(Role.AUDITOR, rounds=[last_years]) for _number in range(2))
    other_group.groups.set([Group.objects.get(name=Role.FINANCE)])
    gone.is_active = False
    gone.save()
    copy = copy_round(round=last_years, actor=stays)
    assert list(copy.roles.values_list("user", "role")) == [(stays.pk, Role.CASE_OFFICER)]


def test_an_old_round_is_moved_so_far_that_the_copy_has_not_opened(last_years: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[last_years])
    with time_machine.travel("2029-06-01T12:00:00+02:00"):
        copy = copy_round(round=last_years, actor=officer)
        assert not copy.has_opened
    assert (copy.name, copy.opens_at.year, copy.age_day) == ("Våren 2030", 2030, date(2030, 6, 1))


def test_a_second_copy_gets_an_address_and_a_name_of_its_own(last_years: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[last_years])
    copies = [copy_round(round=last_years, actor=officer) for _number in range(3)]
    assert [(copy.slug, copy.name) for copy in copies] == [
        ("var-2028", "Våren 2028"),
        ("var-2028-2", "Våren 2028 (2)"),
        ("var-2028-3", "Våren 2028 (3)"),
    ]


def test_an_address_and_a_name_that_fill_their_fields_are_shortened(db: None) -> None:
    round_ = make_round(slug="a" * 45 + "-2027", name="Å" * 120, opens_at=OPENS)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    first, second = (copy_round(round=round_, actor=officer) for _number in range(2))
    assert (first.slug, second.slug) == ("a" * 45 + "-2028", "a" * 45 + "-20-2")
    assert (first.name, second.name) == ("Å" * 120, "Å" * 116 + " (2)")


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Våren 2027", "Våren 2028"),
        ("Läsåret 2026/2027", "Läsåret 2027/2028"),
        ("Omgång 12027", "Omgång 12027 2028"),
        ("Våren", "Våren 2028"),
    ],
)
def test_the_year_in_a_name_moves_and_is_added_where_there_is_none(text: str, moved: str) -> None:
    assert with_years(text, 1, OPENS + timedelta(days=364)) == moved


@given(MOMENTS, st.integers(1, 5))
def test_a_moved_moment_keeps_its_weekday_and_its_time_of_day(moment: datetime, years: int) -> None:
    before, after = timezone.localtime(moment), later_moment(moment, years)
    assert (before.weekday(), before.time()) == (after.weekday(), after.time())
    assert (after.date() - before.date()).days == 364 * years


@given(st.lists(MOMENTS, min_size=2, max_size=2), st.integers(1, 5))
def test_moved_moments_keep_their_order_to_the_day(moments: list[datetime], years: int) -> None:
    first, last = sorted(moments)
    assert later_moment(first, years).date() <= later_moment(last, years).date()


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 5))
def test_a_moved_day_of_the_calendar_is_the_same_or_the_last_of_february(day: date, years: int) -> None:
    moved = later_birthday(day, years)
    assert moved.year == day.year + years
    same = (day.month, day.day)
    assert (moved.month, moved.day) == same or (same == (2, 29) and (moved.month, moved.day) == (2, 28))
