"""Going on and back with a round from its page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from home.models import User
from stipend_portal.models import Round, RoundEvent
from stipend_portal.phases import Phase
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def on(round_: Round) -> str:
    """The page for going on."""
    return reverse("rounds:next_phase", args=[round_.pk])


def back(round_: Round) -> str:
    """The page for going back."""
    return reverse("rounds:previous_phase", args=[round_.pk])


def stands(round_: Round) -> str:
    """The phase as it is stored."""
    return Round.objects.get(pk=round_.pk).phase


def test_an_officer_goes_on_to_the_next_phase(as_user: SignIn) -> None:
    round_ = make_round(phase=Phase.COMPLETENESS)
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[round_]))
    page = text(client.get(on(round_)))
    assert "Go on to “Assessment”" in page
    assert "Board members write and hand in their assessments." in page
    assert stands(round_) == Phase.COMPLETENESS
    response = client.post(on(round_), {"from": "completeness"}, follow=True)
    assert response.redirect_chain == [(reverse("rounds:round", args=[round_.pk]), 302)]
    assert "The round is now in the phase “Assessment”." in text(response)
    assert stands(round_) == Phase.ASSESSMENT


def test_what_is_left_is_told_and_stops_nothing(as_user: SignIn) -> None:
    round_ = make_round(phase=Phase.COMPLETENESS)
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[round_]))
    for state in (State.SUBMITTED, State.SUBMITTED, State.SUPPLEMENT_REQUESTED):
        make_application(round=round_, state=state)
    page = text(client.get(on(round_)))
    for words in (
        "2 cases have not been taken into review.",
        "1 case waits for more from the applicant.",
        "The round has no criteria, so there is nothing to assess by.",
        "No board member works with the round.",
        "You can go on all the same",
    ):
        assert words in page
    assert client.post(on(round_), {"from": "completeness"}).status_code == 302


def test_going_back_needs_a_reason_and_keeps_what_was_written(as_user: SignIn) -> None:
    round_ = make_round(phase=Phase.RANKING)
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[round_]))
    assert "Why does the round go back?" in text(client.get(back(round_)))
    refused = client.post(back(round_), {"from": "ranking", "reason": "  "})
    assert refused.status_code == 422
    assert "Write why the round goes back." in text(refused)
    assert stands(round_) == Phase.RANKING
    assert client.post(back(round_), {"from": "ranking", "reason": "En saknas."}).status_code == 302
    assert stands(round_) == Phase.ASSESSMENT
    assert RoundEvent.objects.get().reason == "En saknas."


@pytest.mark.parametrize("told", ["completeness", "", "finns-inte"])
def test_a_page_that_tells_of_another_phase_moves_nothing(as_user: SignIn, told: str) -> None:
    round_ = make_round(phase=Phase.ASSESSMENT)
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[round_]))
    before = portal_snapshot()
    forward = client.post(on(round_), {"from": told})
    backward = client.post(back(round_), {"from": told, "reason": "Min mening."})
    for response in (forward, backward):
        assert response.status_code == 409
        assert "It is now in the phase “Assessment”." in text(response)
    assert "Min mening." in text(backward)
    assert portal_snapshot() == before


def test_there_is_no_way_before_the_first_phase_or_after_the_last(as_user: SignIn) -> None:
    first, last = make_round(phase=Phase.OPEN), make_round(phase=Phase.CLOSED)
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[first, last]))
    assert client.get(back(first)).status_code == 409
    assert client.get(on(last)).status_code == 409


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_round_with_undecided_cases_is_not_closed_and_it_is_said_where_they_stand(
    as_user: SignIn, method: str
) -> None:
    round_ = make_round(phase=Phase.MEETING)
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[round_]))
    for state in (State.SUBMITTED, State.PREPARED, State.PREPARED, State.DECIDED):
        make_application(round=round_, state=state)
    response = getattr(client, method)(on(round_), {"from": "meeting"})
    assert response.status_code == 409
    assert "3 cases in the round are not decided (Received: 1, Prepared: 2)." in text(response)
    assert stands(round_) == Phase.MEETING


def test_someone_who_only_reads_the_round_cannot_move_it(as_user: SignIn, secretary: User) -> None:
    round_ = Round.objects.get()
    client, before = as_user(secretary), portal_snapshot()
    for address in (on(round_), back(round_)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"from": "meeting", "reason": "Prov."}).status_code == 403
    assert portal_snapshot() == before
