"""What the auditor reads of meetings, and of settings and people, in the log that Wagtail keeps."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from home.models import User
from stipend_portal.models import LetterTemplate, Meeting, Round
from stipend_portal.review.letters.templates import CHANGED
from stipend_portal.services.agenda import put_off, take_off_agenda
from stipend_portal.services.meeting import date_minutes, remove_meeting
from stipend_portal.states import Role
from tests.factories.meetings import close, fix, item_at, make_meeting_of, secretary_of, write_down
from tests.factories.portal import make_applicant, make_round, make_staff
from tests.stipend_portal.review.audit.test_log import read

pytestmark = pytest.mark.django_db

MEETINGS, SETTINGS = "sammantraden", "installningar"


@pytest.fixture
def round_() -> Round:
    """A round."""
    return make_round()


@pytest.fixture
def auditor(round_: Round) -> User:
    """Its auditor, who reads English, the language of the source."""
    rut = make_staff(Role.AUDITOR, rounds=[round_], first_name="Rut", last_name="Granskar")
    UserProfile.objects.update_or_create(user=rut, defaults={"preferred_language": "en"})
    return rut


@pytest.fixture
def desk(client: Client, auditor: User) -> Client:
    """Her browser."""
    client.force_login(auditor)
    return client


def test_what_is_done_to_a_meeting_is_told_by_numbers_from_making_it_to_its_minutes(
    desk: Client, round_: Round
) -> None:
    meeting = make_meeting_of(round_)
    items = [item_at(meeting, full_name="Hemlig Exempel") for _each in range(3)]
    write_down(meeting, [])
    fix(items[0], "§ 7", reason="Hemligt skäl")
    put_off(item=items[1], actor=meeting.created_by)
    take_off_agenda(item=items[2], actor=meeting.created_by)
    close(meeting)
    today = timezone.localdate()
    date_minutes(meeting=meeting, actor=meeting.created_by, adjusted_on=today, announced_on=None)
    lines = read(desk, MEETINGS)
    assert [(line[1], line[4]) for line in reversed(lines)] == [
        ("Meeting made", "–"),
        *[
            told
            for number in (1, 2, 3)
            for told in (("Put on the agenda", f"number {number}"), ("Proposal written", f"number {number}"))
        ],
        ("Attendance written down", "–"),
        ("Decision written down", "§ 7 number 1"),
        ("Put off to another meeting", "number 2"),
        ("Taken off the agenda", "number 3"),
        ("Meeting closed", "–"),
        ("Days of the minutes written down", f"adjusted {today} announced –"),
    ]
    assert {(line[2], line[3]) for line in lines} == {(str(meeting.created_by), str(meeting))}
    page = desk.get(reverse("log:log", args=[MEETINGS])).content.decode()
    assert reverse("meetings:meeting", args=[meeting.pk]) in page
    assert "Hemlig" not in page
    assert items[0].application.reference not in page


@pytest.mark.parametrize(
    ("address", "told"),
    [("bilaga.pdf", "PDF"), ("bilaga.docx", "DOCX"), ("bilaga.pdf?utan-skal", "PDF without reasons")],
)
def test_who_downloads_the_annex_is_told(
    desk: Client, auditor: User, round_: Round, address: str, told: str
) -> None:
    meeting = make_meeting_of(round_)
    desk.get(f"/admin/sammantraden/{meeting.pk}/{address}")
    newest = read(desk, MEETINGS)[0]
    assert newest[1:3] == ["Annex to the minutes downloaded", str(auditor)]
    assert newest[4] == told


def test_a_meeting_that_was_removed_is_still_told_of_and_leads_nowhere(desk: Client, round_: Round) -> None:
    meeting = make_meeting_of(round_, present=0)
    address = reverse("meetings:meeting", args=[meeting.pk])
    remove_meeting(meeting=meeting, actor=meeting.created_by)
    assert [line[1] for line in read(desk, MEETINGS)] == ["Meeting removed", "Meeting made"]
    assert address not in desk.get(reverse("log:log", args=[MEETINGS])).content.decode()


def test_meetings_of_other_bodies_are_not_told_of(desk: Client) -> None:
    make_meeting_of(make_round(deciding_body="Kommunstyrelsen"))
    assert read(desk, MEETINGS) == []


def test_lines_about_meetings_are_found_by_kind_person_and_day(desk: Client, round_: Round) -> None:
    meeting = make_meeting_of(round_)
    Meeting.objects.filter(pk=meeting.pk).update(place="Annan sal")
    item_at(meeting)
    by = meeting.created_by
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert len(read(desk, MEETINGS)) == 3
    assert [line[1] for line in read(desk, MEETINGS, kind="put_on")] == ["Put on the agenda"]
    assert len(read(desk, MEETINGS, who=by.email)) == 3
    assert read(desk, MEETINGS, who="ingen alls") == []
    assert read(desk, MEETINGS, since=tomorrow.isoformat()) == []


def test_a_change_of_a_letter_template_is_told_with_its_words(desk: Client, auditor: User) -> None:
    template = LetterTemplate.objects.earliest("pk")
    log(template, CHANGED, user=auditor, data={"body": ["Förr.\nKvar.", "Nu.\nKvar."]})
    about = ModelLogEntry.objects.latest("pk").label
    [line] = read(desk, SETTINGS, kind="lettertemplate")
    assert line[1:4] == ["Letter template", str(auditor), about]
    assert "Förr." in line[4]
    assert "Nu." in line[4]
    assert "Kvar." not in line[4]


def test_who_was_given_a_role_is_told_by_name(desk: Client, auditor: User) -> None:
    hanna = make_staff(Role.CASE_OFFICER, first_name="Hanna", last_name="Exempel")
    hanna.groups.clear()
    told = [line[4] for line in read(desk, SETTINGS, kind="user") if line[3] == "Hanna Exempel"]
    assert told == ["Roles taken away: Case officer", "Roles given: Case officer"]


def test_an_account_of_someone_who_does_not_work_here_is_not_named(desk: Client, auditor: User) -> None:
    alva = make_applicant(first_name="Hemlig", last_name="Exempel")
    moa = make_staff(Role.FINANCE, first_name="Moa", last_name="Exempel")
    for person in (alva, moa):
        log(person, "wagtail.edit", user=auditor)
    about = [line[3] for line in read(desk, SETTINGS, kind="user", who="Rut Granskar")]
    assert about == ["Moa Exempel", "An account of someone who does not work here"]


@pytest.mark.parametrize("log_", [MEETINGS, SETTINGS])
def test_the_number_of_queries_is_the_same_for_few_and_many(desk: Client, round_: Round, log_: str) -> None:
    address, numbers = reverse("log:log", args=[log_]), []
    secretary_of(round_)
    for more in (3, 27):
        for _each in range(more):
            make_meeting_of(round_, present=0)
            make_staff(Role.FINANCE)
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert len(read(desk, log_)) >= more
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("log_", [MEETINGS, SETTINGS])
def test_these_logs_are_for_auditors(client: Client, round_: Round, log_: str) -> None:
    client.force_login(make_staff(Role.BOARD_SECRETARY, rounds=[round_]))
    assert client.get(reverse("log:log", args=[log_])).status_code == 403
