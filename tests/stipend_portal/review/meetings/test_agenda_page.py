"""Putting cases on the agenda, ordering it, and who is there."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import AgendaItem, Meeting, Round
from stipend_portal.phases import Phase
from stipend_portal.states import Role, State
from tests.factories.meetings import attend, close, fix, item_at, make_meeting_of
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.ranking import plan_with_jav
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def at(meeting: Meeting, page: str) -> str:
    """The address of a page of the meeting."""
    return f"/admin/sammantraden/{meeting.pk}/{page}/"


def test_an_officer_puts_chosen_cases_on_the_agenda(
    as_user: SignIn, round_: Round, meeting: Meeting, officer: User
) -> None:
    chosen, _left = (make_application(round=round_, state=State.PREPARED) for _number in range(2))
    response = as_user(officer).post(at(meeting, "dagordning"), {"case": chosen.pk})
    assert response.status_code == 302
    assert [item.application for item in meeting.items.all()] == [chosen]


def test_prepared_cases_that_wait_nowhere_are_offered_and_the_others_counted(
    as_user: SignIn, round_: Round, meeting: Meeting, officer: User
) -> None:
    offered = make_application(round=round_, state=State.PREPARED)
    make_application(round=round_, state=State.IN_REVIEW)
    item_at(meeting)
    jav = make_application(round=round_, state=State.PREPARED)
    jav.conflicts.filter(user=officer).update(has_conflict=True)
    response = as_user(officer).get(at(meeting, "dagordning"))
    assert [candidate.case for candidate in response.context["candidates"]] == [offered]
    assert "1 case is not for you." in text(response)
    assert jav.reference not in text(response)


def test_one_chooses_between_rounds(
    as_user: SignIn, round_: Round, meeting: Meeting, secretary: User
) -> None:
    other = make_round()
    both = make_staff(Role.BOARD_SECRETARY, rounds=[round_, other])
    case = make_application(round=other, state=State.PREPARED)
    client = as_user(both)
    assert "candidates" in client.get(at(meeting, "dagordning")).context
    assert case.reference not in text(client.get(at(meeting, "dagordning")))
    assert case.reference in text(client.get(f"{at(meeting, 'dagordning')}?round={other.pk}"))


def test_rounds_outside_the_phase_of_meetings_have_nothing_to_put_on(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    Round.objects.update(phase=Phase.RANKING)
    page = text(as_user(secretary).get(at(meeting, "dagordning")))
    assert "None of your rounds is in the phase of meetings." in page


def test_choosing_no_case_is_told_and_the_reasons_are_kept(
    as_user: SignIn, round_: Round, meeting: Meeting, secretary: User
) -> None:
    make_application(round=round_, state=State.PREPARED)
    response = as_user(secretary).post(at(meeting, "dagordning"), {"reason-money": "Ett gott skäl."})
    assert response.status_code == 422
    assert "Choose at least one case." in text(response)
    assert "Ett gott skäl." in text(response)


def test_cases_whose_assessments_have_changed_are_named_before_they_come_without_a_proposal(
    as_user: SignIn,
) -> None:
    round_, jav, other = plan_with_jav()
    meeting = make_meeting_of(round_)
    client, page = as_user(meeting.created_by), at(meeting, "dagordning")
    assert "The assessments have changed since the proposal was adopted." in text(client.get(page))
    posted = {"case": [jav.pk, other.pk], "reason-money": "Ett långt skäl."}
    asked = client.post(page, posted)
    assert (asked.status_code, meeting.items.count()) == (422, 0)
    assert f"The assessments of {jav.reference} have changed since" in text(asked)
    assert "Put this case on the agenda without a proposal" in text(asked)
    assert "Ett långt skäl." in text(asked)
    assert client.post(page, {**posted, "told": [other.pk], "without": "on"}).status_code == 422
    assert client.post(page, {**posted, "told": [jav.pk], "without": "on"}).status_code == 302
    proposed = meeting.items.order_by("number").values_list("application", "proposed_outcome")
    assert list(proposed) == [(jav.pk, ""), (other.pk, "granted")]


def test_a_case_that_someone_else_has_put_on_meanwhile_is_a_conflict(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    item = item_at(meeting)
    response = as_user(secretary).post(at(meeting, "dagordning"), {"case": item.application_id})
    assert response.status_code == 409
    assert "Someone else has been here before you" in text(response)


def test_the_order_is_saved_and_a_slip_is_told(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    first, second = item_at(meeting), item_at(meeting)
    client = as_user(secretary)
    slip = client.post(at(meeting, "ordning"), {f"place-{first.pk}": "två", f"place-{second.pk}": "1"})
    assert (slip.status_code, "Write each place as a number" in text(slip), "två" in text(slip)) == (
        422,
        True,
        True,
    )
    client.post(at(meeting, "ordning"), {f"place-{first.pk}": "2", f"place-{second.pk}": "1"})
    assert [item.pk for item in meeting.items.all()] == [second.pk, first.pk]


def test_board_members_are_suggested_and_others_written_by_name(
    as_user: SignIn, meeting: Meeting, secretary: User, member: User
) -> None:
    client = as_user(secretary)
    page = text(client.get(at(meeting, "narvaro")))
    assert f'name="as-user-{member.pk}"' in page
    client.post(
        at(meeting, "narvaro"),
        {
            f"as-user-{member.pk}": "member",
            f"present-user-{member.pk}": "on",
            "name-new-0": "  Dag   Exempel ",
            "as-new-0": "deputy",
        },
    )
    added = meeting.attendance.order_by("pk").values_list("user", "name", "capacity", "present")[3:]
    assert list(added) == [
        (member.pk, str(member), "member", True),
        (None, "Dag Exempel", "deputy", False),
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name-new-0": "Dag Exempel", "as-new-0": ""}, "Choose in what capacity Dag Exempel is here."),
        ({"name-new-0": "", "as-new-0": "deputy"}, "Write a name, or choose “Not on the list”."),
        ({"name-new-0": "x" * 201, "as-new-0": "deputy"}, "The name is too long."),
    ],
)
def test_half_a_line_of_the_attendance_is_told(
    as_user: SignIn, meeting: Meeting, secretary: User, typed: dict[str, str], words: str
) -> None:
    response = as_user(secretary).post(at(meeting, "narvaro"), typed)
    assert (response.status_code, words in text(response)) == (422, True)
    assert typed["name-new-0"] in text(response)
    assert meeting.attendance.count() == 3


def test_more_members_than_seats_are_told_and_nothing_typed_is_lost(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    posted = {f"as-new-{number}": "member" for number in range(3)}
    posted |= {f"name-new-{number}": f"Ny {number} Exempel" for number in range(3)}
    posted |= {f"present-new-{number}": "on" for number in range(3)}
    response = as_user(secretary).post(at(meeting, "narvaro"), posted)
    assert response.status_code == 422
    assert "6 people are written down" in text(response)
    assert "the body has 5 members" in text(response)
    assert 'value="Ny 2 Exempel"' in response.content.decode()
    assert meeting.attendance.count() == 3


def test_attendance_that_decisions_rest_on_is_told_and_kept(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    fix(item_at(meeting), "§ 7")
    row = meeting.attendance.first()
    response = as_user(secretary).post(at(meeting, "narvaro"), {f"as-row-{row.pk}": ""})
    assert response.status_code == 422
    assert "it would no longer fit what was decided in § 7" in text(response)
    assert meeting.attendance.count() == 3


def test_nothing_is_posted_to_a_closed_meeting(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    item = fix(item_at(meeting))
    close(meeting)
    client = as_user(secretary)
    for page in ("narvaro", "dagordning", "ordning", "som-foreslaget", "anmal", "andra", "stang"):
        assert client.post(at(meeting, page)).status_code == 409
    assert client.post(at(meeting, f"punkt/{item.pk}")).status_code == 409


def test_taking_off_and_putting_off_are_confirmed(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    off, later = item_at(meeting), item_at(meeting)
    client = as_user(secretary)
    assert client.get(at(meeting, f"punkt/{off.pk}/ta-bort")).status_code == 200
    assert AgendaItem.objects.count() == 2
    client.post(at(meeting, f"punkt/{off.pk}/ta-bort"))
    client.post(at(meeting, f"punkt/{later.pk}/skjut-upp"), {"reason": "Mer behöver utredas."})
    assert list(meeting.items.values_list("pk", "put_off")) == [(later.pk, True)]


def test_an_officer_writes_the_proposal(
    as_user: SignIn, meeting: Meeting, officer: User, round_: Round
) -> None:
    item = item_at(meeting)
    client = as_user(officer)
    page = at(meeting, f"punkt/{item.pk}/forslag")
    slip = client.post(page, {"outcome": "granted", "amount": "2000", "reason": "Ja."})
    assert "Choose “Partly granted”" in text(slip)
    client.post(page, {"outcome": "partly_granted", "amount": "2 000 kr", "reason": "Ja."})
    item.refresh_from_db()
    assert (item.proposed_outcome, item.proposed_amount, item.proposed_reason) == (
        "partly_granted",
        2_000,
        "Ja.",
    )


def test_someone_at_the_table_who_has_no_account_attends_by_name_alone(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    row = attend(meeting, name="Dag Exempel", capacity="other")
    as_user(secretary).post(
        at(meeting, "narvaro"), {f"as-row-{row.pk}": "deputy", f"present-row-{row.pk}": ""}
    )
    row.refresh_from_db()
    assert (row.name, row.capacity, row.present) == ("Dag Exempel", "deputy", True)
