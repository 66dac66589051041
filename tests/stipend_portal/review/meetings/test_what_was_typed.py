"""What was typed at a meeting is given back when the act comes too late."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from home.models import User
from stipend_portal.models import AgendaItem, Meeting, Round
from stipend_portal.phases import Phase
from stipend_portal.states import State
from tests.factories.meetings import close, fix, item_at, put_on
from tests.factories.portal import make_application
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
DECISION = {
    "outcome": "granted",
    "amount": "4000",
    "reason": "Ett långt skäl.",
    "paragraph": "§ 77",
    "reservations": "Ada Exempel ville annat.",
}


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    """A case that waits at the meeting."""
    return item_at(meeting)


def closed(item: AgendaItem) -> None:
    """Someone else has decided the case and closed the meeting."""
    fix(item)
    close(item.meeting)


def ranked_again(item: AgendaItem) -> None:
    """An officer has taken the round back."""
    Round.objects.update(phase=Phase.RANKING)


def url_of(name: str, item: AgendaItem, *, about_item: bool) -> str:
    """The address of a page of the meeting, or of the item at it."""
    keys = [item.meeting_id, item.pk] if about_item else [item.meeting_id]
    return reverse(f"meetings:{name}", args=keys)


@pytest.mark.parametrize("too_late", [closed, fix, ranked_again])
def test_all_of_a_decision_that_comes_too_late_is_given_back(
    as_user: SignIn, secretary: User, item: AgendaItem, too_late: Callable[[AgendaItem], object]
) -> None:
    too_late(item)
    response = as_user(secretary).post(url_of("item", item, about_item=True), DECISION)
    shown = text(response)
    assert response.status_code == 409
    assert [words for name, words in DECISION.items() if words not in shown and name != "outcome"] == []


@pytest.mark.parametrize(
    ("name", "about_item", "posted"),
    [
        ("propose", True, {"outcome": "granted", "amount": "4000", "reason": "Ett långt skäl."}),
        ("put_off", True, {"reason": "Ett långt skäl."}),
        ("agenda", False, {"case": "1", "reason-money": "Ett långt skäl.", "reason-refused": "Ett annat."}),
        ("attendance", False, {"as-new-0": "member", "name-new-0": "Bo Ersättare Exempel"}),
        ("change", False, {"on": "2027-03-15", "place": "Nya salen", "seats": "5"}),
    ],
)
def test_what_was_typed_at_a_meeting_that_has_been_closed_is_given_back(
    as_user: SignIn, secretary: User, item: AgendaItem, name: str, about_item: bool, posted: dict[str, str]
) -> None:
    closed(item)
    response = as_user(secretary).post(url_of(name, item, about_item=about_item), posted)
    written = [words for words in posted.values() if " " in words]
    assert response.status_code == 409
    assert [words for words in written if words not in text(response)] == []


def test_reasons_are_given_back_when_someone_else_has_put_the_case_on_the_agenda(
    as_user: SignIn, round_: Round, meeting: Meeting, secretary: User
) -> None:
    free = make_application(round=round_, state=State.PREPARED)
    put_on(meeting, free)
    posted = {"case": free.pk, "reason-money": "Ett långt skäl."}
    response = as_user(secretary).post(reverse("meetings:agenda", args=[meeting.pk]), posted)
    assert response.status_code == 409
    assert "Ett långt skäl." in text(response)


def test_all_of_a_correction_that_comes_too_late_is_given_back(
    as_user: SignIn, secretary: User, item: AgendaItem
) -> None:
    fix(item)
    posted = {"corrects": "0", "reason": "Ett långt skäl.", "why": "Det var fel belopp.", "amount": "3999"}
    response = as_user(secretary).post(reverse("cases:correct_decision", args=[item.application_id]), posted)
    assert response.status_code == 409
    assert [words for name, words in posted.items() if words not in text(response)] == []
