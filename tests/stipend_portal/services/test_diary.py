"""Diary numbers of cases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.services.conflict import declare
from stipend_portal.services.diary import (
    NUMBERERS,
    without_diary_number,
    write_diary_number,
    write_diary_numbers,
)
from stipend_portal.services.errors import NotAllowed
from stipend_portal.states import STAFF_ROLES, Role
from tests.factories.portal import make_application, make_round, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make_round()


@pytest.fixture
def officer(round_: Round) -> User:
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def case(round_: Round, officer: User) -> Application:
    return make_application(round=round_)


def numbers(round_: Round) -> list[str]:
    """The diary numbers in the order the cases came in."""
    return list(round_.applications.order_by("received_at", "pk").values_list("diary_number", flat=True))


@pytest.mark.sqlite
@pytest.mark.parametrize("role", sorted(NUMBERERS))
def test_a_number_is_written_changed_and_taken_away(case: Application, role: Role) -> None:
    actor = make_staff(role, rounds=[case.round])
    for number in ("BUN 2027/1", "vad som helst", ""):
        write_diary_number(application=case, actor=actor, number=number)
        case.refresh_from_db()
        assert case.diary_number == number
    events = case.events.filter(kind="diary_numbered")
    assert [event.data for event in events] == [
        {"number": "BUN 2027/1", "before": ""},
        {"number": "vad som helst", "before": "BUN 2027/1"},
        {"number": "", "before": "vad som helst"},
    ]


def test_the_same_number_again_is_no_event(case: Application, officer: User) -> None:
    for _time in range(2):
        write_diary_number(application=case, actor=officer, number="BUN 2027/1")
    assert case.events.filter(kind="diary_numbered").count() == 1


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role not in NUMBERERS])
def test_nobody_else_numbers(case: Application, role: Role) -> None:
    actor = make_staff(role, rounds=[case.round])
    with pytest.raises(NotAllowed):
        write_diary_number(application=case, actor=actor, number="BUN 2027/1")
    if role == Role.AUDITOR:
        with pytest.raises(NotAllowed):
            write_diary_numbers(round=case.round, actor=actor, numbers=[(case.pk, "BUN 2027/1")])
    case.refresh_from_db()
    assert case.diary_number == ""


def test_all_cases_of_a_round_without_a_number_are_numbered_at_once(
    round_: Round, case: Application, officer: User
) -> None:
    other = make_application(round=round_)
    numbered = make_application(round=round_)
    write_diary_number(application=numbered, actor=officer, number="BUN 2027/7")
    assert without_diary_number(round_, officer) == [case, other]
    wanted = [(each.pk, f"BUN 2027/{at}") for at, each in enumerate((case, other, numbered))]
    assert write_diary_numbers(round=round_, actor=officer, numbers=wanted) == 2
    assert numbers(round_) == ["BUN 2027/0", "BUN 2027/1", "BUN 2027/7"]
    event = case.events.get(kind="diary_numbered")
    assert (event.actor, event.actor_name, event.data) == (
        officer,
        str(officer),
        {"number": "BUN 2027/0", "before": ""},
    )


def test_a_case_that_she_may_not_see_is_not_numbered(round_: Round, case: Application, officer: User) -> None:
    declare(application=case, actor=officer, has_conflict=True)
    assert write_diary_numbers(round=round_, actor=officer, numbers=[(case.pk, "BUN 2027/1")]) == 0
    assert numbers(round_) == [""]


def test_a_case_of_another_round_is_not_numbered(round_: Round, officer: User) -> None:
    foreign = make_application()
    assert write_diary_numbers(round=round_, actor=officer, numbers=[(foreign.pk, "X 1")]) == 0


def test_many_take_as_many_queries_as_few(round_: Round, officer: User) -> None:
    counts = []
    for number in (1, 5):
        made = [make_application(round=round_) for _number in range(number)]
        with CaptureQueriesContext(connection) as queries:
            write_diary_numbers(
                round=round_, actor=officer, numbers=[(each.pk, "BUN 2027/1") for each in made]
            )
        counts.append(len(queries))
    assert counts[0] == counts[1]
