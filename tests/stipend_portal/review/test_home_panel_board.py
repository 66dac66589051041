"""“What waits for me” for the board and its secretary."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import User
from stipend_portal.models import AgendaItem, Application, Assessment, Meeting, Round
from stipend_portal.models.assessment import Recommendation
from stipend_portal.models.decision import Basis
from stipend_portal.phases import Phase
from stipend_portal.review.my_day.registry import my_day
from stipend_portal.states import Role, State
from tests.factories.corrections import correct
from tests.factories.portal import clear_of_conflict, decide, make_application, make_round, make_staff
from tests.stipend_portal.review.waiting import (
    ASSESS,
    COMING,
    DELEGATED,
    JAV,
    LETTERS,
    MEETINGS,
    MINUTES,
    anyones,
    counts,
    group,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def test_a_board_member_has_assessments_by_the_rounds_day_and_the_coming_meeting(secretary: User) -> None:
    round_ = make_round(phase=Phase.ASSESSMENT, assessment_due=TODAY() + DAY)
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
    to_do, handed_in, jav, undeclared = (make_application(round=round_) for _number in range(4))
    clear_of_conflict([member], [to_do, handed_in, jav])
    member.conflicts.filter(application=jav).update(has_conflict=True, ground="party")
    Assessment.objects.create(
        application=handed_in,
        assessor=member,
        version=handed_in.latest_version,
        submitted_at=timezone.now(),
        recommendation=Recommendation.GRANT,
    )
    meeting = make_meeting(secretary, round_, on=TODAY() + 7 * DAY)
    make_meeting(secretary, round_, on=TODAY() - DAY)
    day = my_day(member)
    assert counts(day.mine) == {JAV: 1, ASSESS: 1, COMING: 1}
    [item] = group(day.mine, ASSESS).items
    assert (item.label, item.due, item.url) == (
        to_do.reference,
        TODAY() + DAY,
        f"/admin/bedomning/{to_do.pk}/",
    )
    [item] = group(day.mine, COMING).items
    assert (item.url, item.due) == (f"/admin/sammantraden/{meeting.pk}/", meeting.on)
    assert undeclared.reference in [item.label for item in group(day.mine, JAV).items]


def make_meeting(secretary: User, round_: Round, *, on: date, **fields: object) -> Meeting:
    """A meeting of the body that decides in the round."""
    return Meeting.objects.create(body=round_.deciding_body, on=on, seats=5, created_by=secretary, **fields)


def test_a_secretary_has_meetings_with_cases_and_minutes_by_the_days_of_the_law(
    officer: User, secretary: User, prepared: Application
) -> None:
    round_ = prepared.round
    held = make_meeting(secretary, round_, on=TODAY() - 20 * DAY)
    adjusted = make_meeting(
        secretary, round_, on=TODAY() - 5 * DAY, adjusted_on=TODAY() - DAY, closed_at=timezone.now()
    )
    coming = make_meeting(secretary, round_, on=TODAY() + DAY)
    AgendaItem.objects.create(meeting=coming, application=prepared, number=1)
    days = {"adjusted_on": TODAY(), "announced_on": TODAY()}
    make_meeting(secretary, round_, on=TODAY() - DAY, closed_at=timezone.now(), **days)
    day = my_day(secretary)
    assert counts(day.anyones) == {MEETINGS: 1, MINUTES: 2}
    [item] = group(day.anyones, MEETINGS).items
    assert (item.url, item.due) == (f"/admin/sammantraden/{coming.pk}/", coming.on)
    told = [(item.url, item.due, item.late) for item in group(day.anyones, MINUTES).items]
    assert told == [
        (f"/admin/sammantraden/{held.pk}/protokoll/", held.on + 14 * DAY, 6),
        (f"/admin/sammantraden/{adjusted.pk}/protokoll/", TODAY() + DAY, 0),
    ]
    assert anyones(officer) == {}


def test_a_secretary_reports_what_was_decided_on_delegation(
    officer: User, secretary: User, prepared: Application
) -> None:
    decide(prepared, actor=officer, basis=Basis.DELEGATION, basis_reference="B 3.1")
    assert anyones(secretary) == {LETTERS: 1, DELEGATED: 1}
    [item] = group(my_day(secretary).anyones, DELEGATED).items
    assert (item.label, item.since, item.due) == (prepared.reference, TODAY(), None)


def test_what_is_to_be_reported_waits_until_the_next_meeting_the_oldest_first(
    officer: User, secretary: User, prepared: Application
) -> None:
    round_ = prepared.round
    decide(prepared, actor=officer, basis=Basis.DELEGATION, basis_reference="B 3.1")
    older = make_application(round=round_, state=State.PREPARED, received_at=timezone.now() - 9 * DAY)
    decide(
        older, actor=officer, basis=Basis.DELEGATION, basis_reference="B 3.1", decided_on=TODAY() - 2 * DAY
    )
    make_meeting(secretary, round_, on=TODAY() - DAY)
    make_meeting(secretary, round_, on=TODAY(), closed_at=timezone.now())
    next_one = make_meeting(secretary, round_, on=TODAY() + 3 * DAY)
    make_meeting(secretary, round_, on=TODAY() + 30 * DAY)
    waiting = group(my_day(secretary).anyones, DELEGATED)
    assert [(item.label, item.due) for item in waiting.items] == [
        (older.reference, next_one.on),
        (prepared.reference, next_one.on),
    ]
    assert DELEGATED not in anyones(officer)


def test_a_correction_is_to_be_reported_though_the_board_made_it(
    secretary: User, prepared: Application
) -> None:
    decide(prepared, actor=secretary)
    assert DELEGATED not in anyones(secretary)
    correct(prepared, secretary)
    assert anyones(secretary)[DELEGATED] == 1


def test_a_secretarys_day_asks_as_often_for_three_as_for_one(
    officer: User, secretary: User, round_: Round
) -> None:
    numbers = []
    for more in (1, 2):
        for _each in range(more):
            case = make_application(round=round_, state=State.PREPARED, declared=True)
            decide(case, actor=officer, basis=Basis.DELEGATION, basis_reference="B 3.1")
            make_meeting(secretary, round_, on=TODAY() - 20 * DAY)
        with CaptureQueriesContext(connection) as queries:
            day = my_day(secretary)
        numbers.append(len(queries))
    assert (group(day.anyones, DELEGATED).count, group(day.anyones, MINUTES).count) == (3, 3)
    assert numbers[0] == numbers[1]
