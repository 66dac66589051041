"""The list of meetings, making one, and the page of one: who sees what of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import User
from stipend_portal.models import Meeting, Round
from stipend_portal.states import Role, State
from tests.factories.meetings import BODY, attend, close, fix, item_at, make_meeting_of
from tests.factories.portal import clear_of_conflict, decide, make_application, make_round, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def form(**changes: str) -> dict[str, str]:
    """What someone types to make a meeting."""
    day = timezone.localdate().isoformat()
    return {"body": BODY, "on": day, "place": "Exempelsalen", "seats": "11", **changes}


def labels(client: Client, meeting: Meeting) -> list[str]:
    """What the page of a meeting offers."""
    response = client.get(f"/admin/sammantraden/{meeting.pk}/")
    return [str(offer.label) for offer in response.context["offers"]]


def test_a_secretary_makes_a_meeting(as_user: SignIn, secretary: User) -> None:
    response = as_user(secretary).post("/admin/sammantraden/nytt/", form())
    meeting = Meeting.objects.get()
    assert response["Location"] == f"/admin/sammantraden/{meeting.pk}/"
    assert (meeting.body, meeting.place, meeting.seats, meeting.created_by) == (
        BODY,
        "Exempelsalen",
        11,
        secretary,
    )


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("on", "", "Write the day of the meeting."),
        ("on", "15/3", "Write the day as year-month-day"),
        ("seats", "", "Write how many members the body has."),
        ("seats", "elva", "Write a number, for example 11."),
        ("seats", "0", "Write a number from 1 up."),
        ("body", "Kommunstyrelsen", "Select a valid choice"),
    ],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(
    as_user: SignIn, secretary: User, field: str, value: str, words: str
) -> None:
    response = as_user(secretary).post("/admin/sammantraden/nytt/", form(**{field: value}))
    assert response.status_code == 422
    assert words in text(response)
    assert "Exempelsalen" in text(response)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.AUDITOR])
def test_others_read_meetings_and_make_none(
    as_user: SignIn, round_: Round, meeting: Meeting, role: Role
) -> None:
    client = as_user(make_staff(role, rounds=[round_]))
    assert str(meeting) in text(client.get("/admin/sammantraden/"))
    assert client.post("/admin/sammantraden/nytt/", form()).status_code == 403


def test_a_meeting_of_another_body_is_not_found(as_user: SignIn, meeting: Meeting) -> None:
    other = make_staff(Role.BOARD_SECRETARY, rounds=[make_round(deciding_body="Kommunstyrelsen")])
    client = as_user(other)
    assert str(meeting) not in text(client.get("/admin/sammantraden/"))
    assert client.get(f"/admin/sammantraden/{meeting.pk}/").status_code == 404


def test_each_role_is_offered_its_own_work(
    as_user: SignIn, meeting: Meeting, secretary: User, officer: User, auditor: User, member: User
) -> None:
    for _number in range(2):
        clear_of_conflict([officer], [item_at(meeting).application])
    assert labels(as_user(secretary), meeting) == [
        "Go through the agenda",
        "Decide as proposed",
        "Write down who is here",
        "Put cases on the agenda",
        "Change the order",
        "Report decisions to the board",
        "Change day, place or members",
        "Close the meeting",
    ]
    assert labels(as_user(officer), meeting) == ["Put cases on the agenda", "Change the order"]
    assert labels(as_user(auditor), meeting) == []
    assert labels(as_user(member), meeting) == []


def test_an_empty_meeting_can_be_removed(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    assert "Remove the meeting" in labels(as_user(secretary), meeting)
    as_user(secretary).post(f"/admin/sammantraden/{meeting.pk}/ta-bort/")
    assert not Meeting.objects.exists()


def test_the_agenda_tells_number_diary_number_documents_and_proposal(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    item = item_at(meeting)
    item.application.diary_number = "BUN 2027/41"
    item.application.save()
    page = text(as_user(secretary).get(f"/admin/sammantraden/{meeting.pk}/"))
    for words in (f'1. <a href="/admin/sammantraden/{meeting.pk}/punkt/{item.pk}/">', "BUN 2027/41"):
        assert words in page
    assert "Granted, 4,000 kronor" in page
    numbers = [str(number) for number in item.application.documents.values_list("number", flat=True)]
    assert f'<td role="cell" data-label="Documents">{", ".join(numbers)}</td>' in page


def test_no_name_of_an_applicant_stands_on_the_pages_of_a_meeting(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    item = item_at(meeting)
    client = as_user(secretary)
    for path in ("", f"punkt/{item.pk}/", "som-foreslaget/", "ordning/"):
        assert "Alva" not in text(client.get(f"/admin/sammantraden/{meeting.pk}/{path}"))


def test_a_board_member_sees_the_number_only_until_she_has_answered(
    as_user: SignIn, meeting: Meeting, member: User
) -> None:
    item = item_at(meeting, reason="Hemligt skäl.")
    client = as_user(member)
    page = text(client.get(f"/admin/sammantraden/{meeting.pk}/"))
    assert item.application.reference in page
    assert "Answer about jäv first" in page
    assert "Granted" not in page
    assert client.get(f"/admin/sammantraden/{meeting.pk}/punkt/{item.pk}/").status_code == 404
    clear_of_conflict([member], [item.application])
    assert "Hemligt skäl." in text(client.get(f"/admin/sammantraden/{meeting.pk}/punkt/{item.pk}/"))


@pytest.mark.parametrize("who", ["member", "officer", "secretary"])
def test_a_case_in_which_one_has_jav_is_gone_and_only_counted(
    as_user: SignIn, meeting: Meeting, who: str, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    item = item_at(meeting)
    item.application.conflicts.update_or_create(user=person, defaults={"has_conflict": True})
    client = as_user(person)
    page = text(client.get(f"/admin/sammantraden/{meeting.pk}/"))
    assert item.application.reference not in page
    assert "1 case is not for you." in page
    assert client.get(f"/admin/sammantraden/{meeting.pk}/punkt/{item.pk}/").status_code == 404


def test_a_protected_case_is_shown_to_those_who_are_named(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    item = item_at(meeting)
    item.application.protected = True
    item.application.save()
    client = as_user(secretary)
    assert item.application.reference not in text(client.get(f"/admin/sammantraden/{meeting.pk}/"))
    item.application.assignments.create(user=secretary, kind="named")
    assert item.application.reference in text(client.get(f"/admin/sammantraden/{meeting.pk}/"))


def test_a_protected_case_is_opened_by_hand(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    item = item_at(meeting)
    item.application.protected = True
    item.application.save()
    item.application.assignments.create(user=secretary, kind="named")
    response = as_user(secretary).get(f"/admin/sammantraden/{meeting.pk}/punkt/{item.pk}/")
    assert response.status_code == 302
    assert response["Location"].startswith(f"/admin/arenden/{item.application_id}/")


def test_the_page_says_who_has_left_and_where_too_few_remain(
    as_user: SignIn, meeting: Meeting, secretary: User, member: User
) -> None:
    attend(meeting, member)
    attend(meeting, name="Kim Exempel", present=False)
    enough, short = item_at(meeting), item_at(meeting)
    enough.application.conflicts.create(user=member, has_conflict=True)
    short.recused.set(meeting.attendance.filter(present=True)[:2])
    page = text(as_user(secretary).get(f"/admin/sammantraden/{meeting.pk}/"))
    assert f"Left because of jäv: {member}" in " ".join(page.split())
    assert page.count("Too few can decide") == 1


def test_late_minutes_are_warned_of(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    today = timezone.localdate()
    Meeting.objects.update(on=today - timedelta(days=15))
    page = text(as_user(secretary).get(f"/admin/sammantraden/{meeting.pk}/"))
    assert f"should have been adjusted by {today - timedelta(days=1)}" in page
    close(meeting, adjusted_on=today - timedelta(days=3))
    page = text(as_user(secretary).get(f"/admin/sammantraden/{meeting.pk}/"))
    assert f"should have been announced by {today - timedelta(days=1)}" in page


def test_the_last_day_to_appeal_stands_on_the_meeting_the_item_and_the_case(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    item = fix(item_at(meeting))
    close(meeting, adjusted_on=meeting.on, announced_on=meeting.on)
    last = (meeting.on + timedelta(days=21)).isoformat()
    client = as_user(secretary)
    for path in (
        f"sammantraden/{meeting.pk}/",
        f"sammantraden/{meeting.pk}/punkt/{item.pk}/",
        f"arenden/{item.application_id}/",
    ):
        assert last in text(client.get(f"/admin/{path}"))


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.COMMITTEE_MEMBER])
def test_the_number_of_queries_does_not_grow_with_the_agenda(
    as_user: SignIn, round_: Round, role: Role, secretary: User
) -> None:
    person = make_staff(role, rounds=[round_])
    client = as_user(person)
    counts = {"": [], "punkt/{}/": [], "ordning/": [], "som-foreslaget/": [], "bilaga.docx": []}
    for many in (3, 30):
        meeting = make_meeting_of(round_, secretary=secretary)
        attend(meeting, person)
        items = [item_at(meeting) for _number in range(many)]
        clear_of_conflict([person], [item.application for item in items])
        for number, item in enumerate(items[:-1], 1):
            fix(item, f"§ {number}", outcome="refused", amount=0)
        for path, found in counts.items():
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/admin/sammantraden/{meeting.pk}/{path.format(items[0].pk)}")
            found.append(len(queries))
    assert {path: few - lots for path, (few, lots) in counts.items()} == dict.fromkeys(counts, 0)


def test_the_list_asks_as_much_for_three_meetings_as_for_thirty(
    as_user: SignIn, round_: Round, secretary: User
) -> None:
    client = as_user(secretary)
    counts = []
    for many in (3, 27):
        for _number in range(many):
            make_meeting_of(round_, secretary=secretary, present=0)
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/sammantraden/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_delegated_decisions_wait_to_be_reported_and_are_reported_at_a_meeting(
    as_user: SignIn, round_: Round, meeting: Meeting, secretary: User, officer: User
) -> None:
    case = make_application(round=round_, state=State.PREPARED)
    decide(case, actor=officer, basis="delegation", basis_reference="B 3.1")
    client = as_user(secretary)
    assert "1 decision waits to be reported" in text(client.get("/admin/sammantraden/"))
    assert "B 3.1" in text(client.get("/admin/sammantraden/delegationsbeslut/"))
    nothing = client.post(f"/admin/sammantraden/{meeting.pk}/anmal/", {})
    assert (nothing.status_code, "Choose at least one decision." in text(nothing)) == (422, True)
    client.post(f"/admin/sammantraden/{meeting.pk}/anmal/", {"decision": case.current_decision_id})
    assert "All decisions have been reported." in text(client.get("/admin/sammantraden/delegationsbeslut/"))
    page = text(client.get(f"/admin/sammantraden/{meeting.pk}/"))
    assert f"{case.reference}: Granted" in page
