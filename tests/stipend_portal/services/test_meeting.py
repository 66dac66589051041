"""Making a meeting, who is there, closing it, and the days of its minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from stipend_portal.meetings import led_by, room_for
from stipend_portal.models import Attendance, Meeting, Round
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.meeting import (
    Attendant,
    change_meeting,
    close_meeting,
    date_minutes,
    make_meeting,
    remove_meeting,
)
from stipend_portal.services.meeting_errors import (
    AttendanceNeeded,
    MeetingClosed,
    TooManySeated,
    TwoChairs,
    Unsettled,
)
from stipend_portal.states import Role, State
from tests.factories.meetings import BODY, attend, close, fix, item_at, make_meeting_of, put_on, write_down
from tests.factories.portal import make_application, make_round, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    """The round whose cases the board decides."""
    return make_round()


@pytest.fixture
def meeting(round_: Round) -> Meeting:
    """A meeting today with three of five members."""
    return make_meeting_of(round_)


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.AUDITOR])
def test_only_the_secretary_makes_a_meeting(round_: Round, role: Role) -> None:
    person = make_staff(role, rounds=[round_])
    with pytest.raises(NotAllowed):
        make_meeting(actor=person, body=BODY, on=timezone.localdate(), place="", seats=5)
    assert not Meeting.objects.exists()


def test_a_secretary_makes_meetings_of_the_bodies_of_her_own_rounds(round_: Round) -> None:
    person = make_staff(Role.BOARD_SECRETARY, rounds=[make_round(deciding_body="Kommunstyrelsen")])
    with pytest.raises(NotAllowed):
        make_meeting(actor=person, body=BODY, on=timezone.localdate(), place="", seats=5)


def test_attendance_is_added_changed_and_taken_away(meeting: Meeting) -> None:
    first, second, third = meeting.attendance.all()
    write_down(
        meeting,
        [
            Attendant(first.name, "serving_deputy", True, pk=first.pk),
            Attendant(second.name, "member", False, pk=second.pk),
            Attendant(third.name, "", True, pk=third.pk),
            Attendant("Dag Exempel", "deputy", True),
        ],
    )
    rows = meeting.attendance.values_list("name", "capacity", "present")
    assert list(rows) == [
        (first.name, "serving_deputy", True),
        (second.name, "member", False),
        ("Dag Exempel", "deputy", True),
    ]


def test_whoever_left_for_jav_cannot_be_taken_off_the_list(round_: Round) -> None:
    meeting = make_meeting_of(round_, present=4)
    leaver = meeting.attendance.last()
    fix(item_at(meeting), "§ 7", left=[leaver.pk])
    with pytest.raises(AttendanceNeeded) as refused:
        write_down(meeting, [Attendant(leaver.name, "", True, pk=leaver.pk)])
    assert refused.value.paragraphs == ["§ 7"]
    assert Attendance.objects.filter(pk=leaver.pk).exists()


def test_attendance_cannot_be_changed_so_that_too_few_would_have_decided(meeting: Meeting) -> None:
    fix(item_at(meeting), "§ 7")
    first = meeting.attendance.first()
    with pytest.raises(AttendanceNeeded) as refused:
        write_down(meeting, [Attendant(first.name, "member", False, pk=first.pk)])
    assert refused.value.paragraphs == ["§ 7"]
    first.refresh_from_db()
    assert first.present


def test_chair_and_vice_chair_take_part_as_members_and_one_of_them_leads(meeting: Meeting) -> None:
    rows = list(meeting.attendance.all())
    as_before = [Attendant(row.name, "member", True, pk=row.pk) for row in rows]
    vice = Attendant("Vera Exempel", "vice_chair", True)
    write_down(meeting, [*as_before, vice, Attendant("Olle Exempel", "chair", False)])
    attendance = list(meeting.attendance.all())
    assert room_for(meeting, attendance, ()).quorum.taking_part == len(rows) + 1
    assert led_by(attendance).name == "Vera Exempel"
    attendance[-1].present = True
    assert led_by(attendance).name == "Olle Exempel"
    assert led_by(attendance[: len(rows)]) is None


def test_no_more_take_part_than_the_body_has_members(meeting: Meeting) -> None:
    there = [Attendant(f"Ledamot {number} Exempel", "serving_deputy", True) for number in (7, 8)]
    write_down(meeting, [*there, Attendant("Dag Exempel", "deputy", True), Attendant("Eva", "chair", False)])
    for one_more in (
        Attendant("Ulla Exempel", "vice_chair", True),
        Attendant("Ulla Exempel", "member", True),
    ):
        with pytest.raises(TooManySeated) as refused:
            write_down(meeting, [one_more])
        assert (refused.value.here, refused.value.seats) == (6, 5)
    assert meeting.attendance.filter(name="Ulla Exempel").count() == 0
    with pytest.raises(TooManySeated):
        change_meeting(meeting=meeting, actor=meeting.created_by, on=meeting.on, place="", seats=4)


def test_a_meeting_has_one_chair(meeting: Meeting) -> None:
    with pytest.raises(TwoChairs):
        write_down(meeting, [Attendant(name, "chair", True) for name in ("Ada Exempel", "Bo Exempel")])


def test_seats_and_day_cannot_be_changed_against_what_was_decided(meeting: Meeting) -> None:
    fix(item_at(meeting), "§ 7")
    as_it_is = {"on": meeting.on, "place": "", "seats": meeting.seats}
    for change in ({"seats": 11}, {"on": meeting.on - timedelta(days=1)}):
        with pytest.raises(AttendanceNeeded):
            change_meeting(meeting=meeting, actor=meeting.created_by, **{**as_it_is, **change})
    change_meeting(meeting=meeting, actor=meeting.created_by, **{**as_it_is, "place": "Nya salen"})
    meeting.refresh_from_db()
    assert (meeting.place, meeting.seats) == ("Nya salen", 5)


def test_a_meeting_is_closed_when_every_case_is_settled(meeting: Meeting) -> None:
    item = item_at(meeting)
    with pytest.raises(Unsettled) as refused:
        close_meeting(meeting=meeting, actor=meeting.created_by)
    assert refused.value.numbers == [1]
    fix(item)
    close_meeting(meeting=meeting, actor=meeting.created_by)
    meeting.refresh_from_db()
    assert meeting.closed_at


def test_a_withdrawn_case_does_not_keep_a_meeting_open(meeting: Meeting) -> None:
    item = item_at(meeting)
    item.application.state = State.WITHDRAWN
    item.application.save()
    close_meeting(meeting=meeting, actor=meeting.created_by)
    meeting.refresh_from_db()
    assert meeting.closed_at


def test_nothing_is_changed_at_a_closed_meeting(meeting: Meeting) -> None:
    close(meeting)
    with pytest.raises(MeetingClosed):
        write_down(meeting, [])
    with pytest.raises(MeetingClosed):
        close_meeting(meeting=meeting, actor=meeting.created_by)
    with pytest.raises(MeetingClosed):
        put_on(meeting, make_application(round=Round.objects.get(), state=State.PREPARED))


def test_the_minutes_have_days_when_the_meeting_is_closed(meeting: Meeting) -> None:
    today = meeting.on
    days = {"adjusted_on": today, "announced_on": today}
    with pytest.raises(WrongState):
        date_minutes(meeting=meeting, actor=meeting.created_by, **days)
    close(meeting)
    date_minutes(meeting=meeting, actor=meeting.created_by, **days)
    meeting.refresh_from_db()
    assert meeting.appeal_until == today + timedelta(days=21)


def test_a_meeting_by_mistake_is_removed_and_one_with_cases_is_not(meeting: Meeting) -> None:
    other = make_meeting_of(Round.objects.get(), secretary=meeting.created_by)
    item_at(meeting)
    with pytest.raises(WrongState):
        remove_meeting(meeting=meeting, actor=meeting.created_by)
    remove_meeting(meeting=other, actor=meeting.created_by)
    assert list(Meeting.objects.all()) == [meeting]


def test_what_is_done_to_a_meeting_is_kept_with_who_did_it(meeting: Meeting) -> None:
    write_down(meeting, [Attendant("Dag Exempel", "deputy", True)])
    close(meeting)
    entries = registry.get_logs_for_instance(meeting).order_by("timestamp")
    assert [(entry.data["what"], entry.user) for entry in entries] == [
        ("made", meeting.created_by),
        ("attendance", meeting.created_by),
        ("closed", meeting.created_by),
    ]


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.AUDITOR])
def test_only_the_secretary_writes_down_who_is_there(meeting: Meeting, role: Role) -> None:
    person = make_staff(role, rounds=[Round.objects.get()])
    with pytest.raises(NotAllowed):
        write_down(meeting, [], actor=person)


def test_someone_of_another_body_does_nothing_at_a_meeting(meeting: Meeting) -> None:
    other = make_staff(Role.BOARD_SECRETARY, rounds=[make_round(deciding_body="Kommunstyrelsen")])
    with pytest.raises(NotAllowed):
        write_down(meeting, [], actor=other)


def test_a_person_attends_once(meeting: Meeting) -> None:
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[Round.objects.get()])
    attend(meeting, member)
    row = meeting.attendance.get(user=member)
    write_down(meeting, [Attendant(row.name, "member", True, pk=row.pk, user_id=member.pk)])
    assert meeting.attendance.filter(user=member).count() == 1
