"""The page on which the cases of a round are shared out."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Assignment, Round
from stipend_portal.phases import Phase
from stipend_portal.services.conflict import declare
from stipend_portal.states import Role
from tests.factories.assessing import make_assessed_round, make_assessor, make_case
from tests.factories.portal import make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def round_() -> Round:
    return make_assessed_round()


@pytest.fixture
def officer(round_: Round) -> User:
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def board(round_: Round) -> list[User]:
    return [make_assessor(round_, first_name=name) for name in ("Anna", "Bo", "Cia")]


@pytest.fixture
def cases(round_: Round, officer: User, board: list[User]) -> list[Application]:
    return [make_case(round_, *board) for _number in range(3)]


def url(round_: Round) -> str:
    """The address of the page."""
    return f"/admin/omgangar/{round_.pk}/fordela/"


class Hidden(HTMLParser):
    """The hidden inputs of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the name and the value of a hidden input."""
        named = dict(attrs)
        if tag == "input" and named.get("type") == "hidden" and named.get("name"):
            self.found[str(named["name"])] = str(named.get("value"))


def test_the_preview_changes_nothing_and_the_button_does_what_it_showed(
    as_user: SignIn, round_: Round, officer: User, board: list[User], cases: list[Application]
) -> None:
    client = as_user(officer)
    before = portal_snapshot()
    assert client.get(url(round_)).status_code == 200
    preview = client.get(url(round_), {"how": "evenly", "each": "2"})
    assert portal_snapshot() == before
    shares = [(share.person, share.before, share.after) for share in preview.context["plan"].shares]
    assert shares == [(person, 0, 2) for person in board]
    response = client.post(url(round_), Hidden(text(preview)).found)
    assert (response.status_code, response["Location"]) == (302, f"/admin/omgangar/{round_.pk}/")
    assert Assignment.objects.filter(kind="assessor").count() == 6


def test_what_has_changed_since_the_preview_is_shown_anew_and_not_done(
    as_user: SignIn, round_: Round, officer: User, board: list[User], cases: list[Application]
) -> None:
    client = as_user(officer)
    preview = client.get(url(round_), {"how": "all"})
    declare(application=cases[0], actor=board[0], has_conflict=True)
    response = client.post(url(round_), Hidden(text(preview)).found)
    assert response.status_code == 409
    assert "Something has changed since you looked" in text(response)
    assert not Assignment.objects.exists()
    assert client.post(url(round_), Hidden(text(response)).found).status_code == 302
    assert Assignment.objects.count() == 8


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"how": "evenly", "each": ""}, "Write how many board members assess each case."),
        ({"how": "evenly", "each": "4"}, "The round has 3 board members. Write at most that."),
        ({"how": "evenly", "each": "x"}, "Write a number, such as 2."),
        ({"how": "sideways"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_done_is_told(
    as_user: SignIn,
    round_: Round,
    officer: User,
    cases: list[Application],
    asked: dict[str, str],
    error: str,
) -> None:
    client = as_user(officer)
    for response in (client.get(url(round_), asked), client.post(url(round_), asked)):
        assert (response.status_code, error in text(response)) == (422, True)
    assert not Assignment.objects.exists()


def test_a_round_without_a_board_says_so(as_user: SignIn, round_: Round, officer: User) -> None:
    assert "The round has no board members." in text(as_user(officer).get(url(round_)))


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR, Role.COMMITTEE_MEMBER])
def test_only_an_officer_of_the_round_comes_here(as_user: SignIn, round_: Round, role: Role) -> None:
    client = as_user(make_staff(role, rounds=[round_]))
    assert [client.get(url(round_)).status_code, client.post(url(round_)).status_code] == [403, 403]


def test_an_officer_of_another_round_does_not_share_out(as_user: SignIn, round_: Round) -> None:
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[make_round()]))
    assert client.post(url(round_), {"how": "all"}).status_code == 403


def test_a_closed_round_is_not_shared_out(as_user: SignIn, round_: Round, officer: User) -> None:
    Round.objects.update(phase=Phase.CLOSED)
    assert as_user(officer).get(url(round_)).status_code == 409
