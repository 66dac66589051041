"""Walking the agenda: recording one decision, several as proposed, and what the pages say to slips."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import User
from stipend_portal.models import AgendaItem, Application, Decision, Meeting, Round
from stipend_portal.phases import Phase
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import State
from tests.factories.meetings import attend, fix, item_at
from tests.factories.portal import clear_of_conflict
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    """A case on the agenda that is proposed to be granted."""
    return item_at(meeting)


def decision(**changes: Any) -> dict[str, Any]:
    """What the secretary types to record that everything was granted."""
    return {
        "outcome": "granted",
        "amount": "4 000 kr",
        "reason": "Resan följer reglerna för stipendiet.",
        "paragraph": "12",
        "reservations": "",
        **changes,
    }


def url(item: AgendaItem) -> str:
    """The page of a case at the meeting."""
    return f"/admin/sammantraden/{item.meeting_id}/punkt/{item.pk}/"


def post_many(client: Client, meeting: Meeting, **data: Any) -> HttpResponse:
    """Send the page of several decisions."""
    return client.post(f"/admin/sammantraden/{meeting.pk}/som-foreslaget/", data)


def test_the_form_holds_the_proposal_and_the_next_paragraph(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    fix(item_at(meeting), "§ 14")
    form = as_user(secretary).get(url(item)).context["form"]
    assert (form["outcome"].value(), form["amount"].value(), form["paragraph"].value()) == (
        "granted",
        4_000,
        "§ 15",
    )


def test_a_decision_is_recorded_and_the_next_case_opened(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    following = item_at(meeting)
    response = as_user(secretary).post(url(item), decision())
    assert response["Location"] == url(following)
    made = Decision.objects.get()
    assert (made.basis, made.basis_reference, made.decided_on) == ("board", "§ 12", meeting.on)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": ""}, "Choose an outcome."),
        ({"amount": "4 001"}, "At most 4,000 kronor can be granted"),
        ({"outcome": "refused"}, "Leave the amount empty"),
        ({"reason": ""}, "Write the reason for the decision."),
        ({"paragraph": " § "}, "Write the paragraph of the minutes."),
        ({"left": "999"}, "Select a valid choice"),
    ],
)
def test_slips_are_told_and_nothing_is_recorded(
    as_user: SignIn, secretary: User, item: AgendaItem, changes: dict[str, str], words: str
) -> None:
    response = as_user(secretary).post(url(item), decision(reservations="En reservation.", **changes))
    assert (response.status_code, words in text(response)) == (422, True)
    assert "En reservation." in text(response)
    assert not Decision.objects.exists()


def test_a_taken_paragraph_and_an_empty_pot_are_told(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    fix(item_at(meeting), "§ 12")
    client = as_user(secretary)
    assert "Another decision of the meeting already has § 12." in text(client.post(url(item), decision()))
    Round.objects.update(granted=48_000)
    response = client.post(url(item), decision(paragraph="§ 13"))
    assert "The round has 2,000 kronor left to grant." in text(response)
    assert Decision.objects.count() == 1


def test_too_few_after_someone_left_is_told(as_user: SignIn, secretary: User, item: AgendaItem) -> None:
    leaver = item.meeting.attendance.first()
    response = as_user(secretary).post(url(item), decision(left=str(leaver.pk)))
    assert response.status_code == 422
    assert "Too few take part to decide this case. 2 of 5 members take part. At least 3 are needed." in text(
        response
    )
    assert not Decision.objects.exists()


def test_without_quorum_there_is_no_form_but_a_way_to_put_off(
    as_user: SignIn, secretary: User, item: AgendaItem
) -> None:
    item.recused.add(item.meeting.attendance.first())
    response = as_user(secretary).get(url(item))
    assert response.context["form"] is None
    assert next(str(offer.label) for offer in response.context["offers"]) == "Put off to another meeting"
    assert "Too few take part to decide this case." in text(response)


def test_members_who_have_not_answered_about_jav_are_named(
    as_user: SignIn, secretary: User, member: User, item: AgendaItem
) -> None:
    attend(item.meeting, member)
    client = as_user(secretary)
    assert client.get(url(item)).context["unanswered"] == [str(member)]
    clear_of_conflict([member], [item.application])
    assert client.get(url(item)).context["unanswered"] == []


def test_whoever_has_jav_is_shown_as_gone_and_cannot_be_marked_as_staying(
    as_user: SignIn, secretary: User, member: User, item: AgendaItem
) -> None:
    row = attend(item.meeting, member)
    item.application.conflicts.create(user=member, has_conflict=True)
    response = as_user(secretary).get(url(item))
    assert response.context["room"].left == [row]
    assert str(row.pk) not in [value for value, _label in response.context["form"].fields["left"].choices]


def test_readers_see_the_case_and_cannot_decide(
    as_user: SignIn, officer: User, auditor: User, member: User, item: AgendaItem
) -> None:
    clear_of_conflict([member, officer], [item.application])
    for person in (officer, auditor, member):
        client = as_user(person)
        assert client.get(url(item)).context["form"] is None
        assert client.post(url(item), decision()).status_code == 403
    assert not Decision.objects.exists()


def test_a_withdrawn_case_says_so_and_is_not_decided(
    as_user: SignIn, secretary: User, item: AgendaItem
) -> None:
    withdraw(application=item.application, actor=item.application.applicant)
    client = as_user(secretary)
    assert "The applicant has taken the application back" in text(client.get(url(item)))
    response = client.post(url(item), decision(reason="Mina ord."))
    assert (response.status_code, "Mina ord." in text(response)) == (409, True)


def test_of_a_withdrawn_case_nothing_is_proposed_or_put_off_but_it_is_taken_off(
    as_user: SignIn, secretary: User, item: AgendaItem
) -> None:
    withdraw(application=item.application, actor=item.application.applicant)
    client, args = as_user(secretary), [item.meeting_id, item.pk]
    for name in ("propose", "put_off"):
        address, typed = reverse(f"meetings:{name}", args=args), {"reason": "Mina ord."}
        assert client.get(address).status_code == 409
        response = client.post(address, typed)
        assert (response.status_code, "Mina ord." in text(response)) == (409, True)
    assert client.get(reverse("meetings:take_off", args=args)).status_code == 200


def test_a_round_that_has_left_the_phase_says_so(as_user: SignIn, secretary: User, item: AgendaItem) -> None:
    Round.objects.update(phase=Phase.RANKING)
    client = as_user(secretary)
    assert "The round is not in the phase of meetings" in text(client.get(url(item)))
    assert client.post(url(item), decision()).status_code == 409


def test_previous_and_next_lead_through_the_cases_one_may_see(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    hidden, last = item_at(meeting), item_at(meeting)
    hidden.application.conflicts.create(user=secretary, has_conflict=True)
    context = as_user(secretary).get(url(item)).context
    assert (context["before"], context["after"].url) == (None, url(last))


def test_several_are_read_once_more_before_they_are_recorded(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    other = item_at(meeting, proposed="refused", amount=0, reason="Pengarna räcker inte.")
    client = as_user(secretary)
    confirm = post_many(client, meeting, item=[item.pk, other.pk], first="§ 20")
    assert confirm.status_code == 200
    for words in ("§ 20, ", "§ 21, ", "Pengarna räcker inte.", "4,000 kronor is granted here."):
        assert words in text(confirm)
    assert not Decision.objects.exists()
    read = [line.read for line in confirm.context["lines"]]
    done = post_many(client, meeting, item=[item.pk, other.pk], first="§ 20", read=read)
    assert done.status_code == 302
    assert list(meeting.items.values_list("paragraph", "decision__outcome")) == [
        ("§ 20", "granted"),
        ("§ 21", "refused"),
    ]


def test_a_proposal_changed_after_it_was_read_stops_all(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    client = as_user(secretary)
    confirm = post_many(client, meeting, item=[item.pk], first="§ 20")
    read = [line.read for line in confirm.context["lines"]]
    AgendaItem.objects.update(proposed_amount=3_000, proposed_outcome="partly_granted")
    assert post_many(client, meeting, item=[item.pk], first="§ 20", read=read).status_code == 409
    assert not Decision.objects.exists()


def test_more_than_the_pot_holds_is_told_before_and_never_done(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    other = item_at(meeting)
    Round.objects.update(granted=43_000)
    client = as_user(secretary)
    confirm = post_many(client, meeting, item=[item.pk, other.pk], first="1")
    assert "That is too much." in text(confirm)
    read = [line.read for line in confirm.context["lines"]]
    done = post_many(client, meeting, item=[item.pk, other.pk], first="1", read=read)
    assert (done.status_code, "Nothing has been decided." in text(done)) == (422, True)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"first": "§ 1"}, "Choose at least one case."),
        ({"first": "första"}, "Write the first paragraph as a number"),
    ],
)
def test_slips_in_choosing_several_are_told(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem, data: dict[str, Any], words: str
) -> None:
    chosen = {"item": item.pk} if "om" in words or "number" in words else {}
    response = post_many(as_user(secretary), meeting, **data, **chosen)
    assert (response.status_code, words in text(response)) == (422, True)


def test_a_case_that_cannot_be_decided_as_proposed_says_why(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    bare = item_at(meeting, proposed="", amount=0, reason="")
    response = as_user(secretary).get(f"/admin/sammantraden/{meeting.pk}/som-foreslaget/")
    assert [line.problem for line in response.context["lines"]] == ["It has no proposal."]
    assert post_many(as_user(secretary), meeting, item=bare.pk, first="1").status_code == 409


def test_the_case_page_decides_on_delegation_only_while_the_case_is_on_an_agenda(
    as_user: SignIn, secretary: User, item: AgendaItem
) -> None:
    page = f"/admin/arenden/{item.application_id}/besluta/"
    client = as_user(secretary)
    response = client.get(page)
    assert url(item) in text(response)
    assert [value for value, _label in response.context["form"].fields["basis"].choices] == ["delegation"]
    day = item.meeting.on.isoformat()
    data = {**decision(), "basis": "board", "basis_reference": "§ 12", "decided_on": day}
    assert client.post(page, data).status_code == 422
    assert client.post(page, {**data, "basis": "delegation"}).status_code == 302
    item.application.refresh_from_db()
    assert (item.application.state, AgendaItem.objects.count()) == (State.DECIDED, 0)


@pytest.mark.parametrize("phase", [Phase.COMPLETENESS, Phase.MEETING])
def test_the_case_page_never_records_a_decision_of_the_board(
    as_user: SignIn, secretary: User, prepared: Application, phase: Phase
) -> None:
    Round.objects.update(phase=phase)
    client, page = as_user(secretary), f"/admin/arenden/{prepared.pk}/besluta/"
    shown = client.get(page)
    assert [value for value, _label in shown.context["form"].fields["basis"].choices] == ["delegation"]
    assert shown.context["board_meets"] is (phase == Phase.MEETING)
    day = timezone.localdate().isoformat()
    data = {**decision(), "basis": "board", "basis_reference": "§ 12", "decided_on": day}
    response = client.post(page, data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["basis"])
    assert "What the board decides is recorded at its meeting" in text(response)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("days", "words"), [(1, "The day of the meeting has not come yet."), (-1, "came in after the day")]
)
def test_nothing_is_recorded_at_a_meeting_on_a_day_that_cannot_be(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem, days: int, words: str
) -> None:
    Meeting.objects.update(on=timezone.localdate() + timedelta(days=days))
    client = as_user(secretary)
    shown = client.get(url(item))
    assert (words in text(shown), "<textarea" in text(shown)) == (True, False)
    response = client.post(url(item), decision())
    assert (response.status_code, words in text(response)) == (422, True)
    many = client.get(f"/admin/sammantraden/{meeting.pk}/som-foreslaget/")
    assert [words in line.problem for line in many.context["lines"]] == [True]
    assert not Decision.objects.exists()


def test_a_meeting_to_come_does_not_offer_to_decide_as_proposed(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    page = f"/admin/sammantraden/{meeting.pk}/"
    client = as_user(secretary)
    assert f"{page}som-foreslaget/" in text(client.get(page))
    Meeting.objects.update(on=timezone.localdate() + timedelta(days=1))
    assert f"{page}som-foreslaget/" not in text(client.get(page))


def test_what_came_late_and_is_not_accepted_is_granted_nothing_at_the_meeting(
    as_user: SignIn, meeting: Meeting, secretary: User, item: AgendaItem
) -> None:
    Application.objects.update(received_late=True)
    client, act = as_user(secretary), f"/admin/arenden/{item.application_id}/godta-sen/"
    assert f'href="{act}"' in text(client.get(url(item)))
    response = client.post(url(item), decision())
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["__all__"])
    many = client.get(f"/admin/sammantraden/{meeting.pk}/som-foreslaget/")
    assert [act in line.problem for line in many.context["lines"]] == [True]
    assert client.post(url(item), decision(outcome="refused", amount="")).status_code == 302


def test_a_proposal_of_more_than_was_applied_for_is_not_decided_as_proposed(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    item_at(meeting, amount=4_001)
    response = as_user(secretary).get(f"/admin/sammantraden/{meeting.pk}/som-foreslaget/")
    assert ["At most 4,000 kronor" in line.problem for line in response.context["lines"]] == [True]
