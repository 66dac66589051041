"""The confirm pages: reading one changes nothing, and no is said in the right way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Decision, Event, OutboxMessage, Round
from stipend_portal.states import Role, State
from tests.factories.portal import UserFactory, decide, make_application, make_round, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]

MOVES = [
    ("handlagg", State.SUBMITTED, State.IN_REVIEW),
    ("bered", State.IN_REVIEW, State.PREPARED),
    ("avsluta", State.DECIDED, State.CLOSED),
]
ACTS = ["handlagg", "bered", "besluta", "avsluta"]


def url(case: Application, act: str) -> str:
    """The address of a confirm page."""
    return f"/admin/arenden/{case.pk}/{act}/"


def letter(case: Application) -> OutboxMessage:
    """The letter of a decided case."""
    return case.messages.get(kind=OutboxMessage.Kind.DECISION_LETTER)


def everything(case: Application) -> tuple[Any, ...]:
    """All that an act could change."""
    case.refresh_from_db()
    return (
        case.state,
        Event.objects.count(),
        Decision.objects.count(),
        list(OutboxMessage.objects.order_by("pk").values_list("pk", "status")),
        case.round.granted,
    )


@pytest.mark.parametrize(("act", "source", "target"), MOVES)
def test_a_move_is_made_by_post(
    as_user: SignIn, officer: User, round_: Round, act: str, source: State, target: State
) -> None:
    case = make_application(round=round_, state=source)
    case.messages.filter(status="held").update(status="sent")
    response = as_user(officer).post(url(case, act))
    case.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, f"/admin/arenden/{case.pk}/")
    assert case.state == target
    assert case.events.last().actor == officer


@pytest.mark.parametrize(("act", "source", "_target"), [*MOVES, ("besluta", State.PREPARED, State.DECIDED)])
def test_opening_a_confirm_page_changes_nothing(
    as_user: SignIn, officer: User, round_: Round, act: str, source: State, _target: State
) -> None:
    case = make_application(round=round_, state=source)
    case.messages.filter(status="held").update(status="sent")
    before = everything(case)
    assert as_user(officer).get(url(case, act)).status_code == 200
    assert everything(case) == before


def test_opening_the_page_of_a_letter_changes_nothing(
    as_user: SignIn, officer: User, prepared: Application
) -> None:
    case = decide(prepared)
    before = everything(case)
    response = as_user(officer).get(url(case, f"brev/{letter(case).pk}"))
    assert response.status_code == 200
    assert letter(case).recipient in text(response)
    assert everything(case) == before


@pytest.mark.parametrize("act", [*ACTS, "brev"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_officer_of_another_round_finds_no_act(
    as_user: SignIn, prepared: Application, act: str, method: str
) -> None:
    case = decide(prepared)
    path = url(case, f"brev/{letter(case).pk}" if act == "brev" else act)
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[make_round()]))
    before = everything(case)
    assert getattr(client, method)(path).status_code == 404
    assert everything(case) == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_administrator_without_a_role_finds_no_act(
    as_user: SignIn, case: Application, act: str, method: str
) -> None:
    client = as_user(UserFactory(is_superuser=True))
    assert getattr(client, method)(url(case, act)).status_code == 404


@pytest.mark.parametrize(("act", "source", "_target"), [*MOVES, ("besluta", State.PREPARED, State.DECIDED)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_auditor_is_refused_every_act(
    as_user: SignIn, auditor: User, round_: Round, act: str, source: State, _target: State, method: str
) -> None:
    case = make_application(round=round_, state=source)
    before = everything(case)
    assert getattr(as_user(auditor), method)(url(case, act)).status_code == 403
    assert everything(case) == before


def test_a_secretary_does_not_take_into_review(as_user: SignIn, secretary: User, case: Application) -> None:
    assert as_user(secretary).post(url(case, "handlagg")).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_act_that_comes_too_late_is_a_conflict_told_in_plain_words(
    as_user: SignIn, officer: User, round_: Round, method: str
) -> None:
    case = make_application(round=round_, state=State.PREPARED)
    before = everything(case)
    response = getattr(as_user(officer), method)(url(case, "handlagg"))
    assert response.status_code == 409
    assert "Someone else has already taken this case further" in text(response)
    assert f'href="/admin/arenden/{case.pk}/"' in text(response)
    assert everything(case) == before


def test_the_same_click_twice_is_one_move(as_user: SignIn, officer: User, case: Application) -> None:
    client = as_user(officer)
    assert [client.post(url(case, "handlagg")).status_code for _click in range(3)] == [302, 409, 409]
    assert case.events.filter(kind="moved").count() == 1


def test_an_unknown_act_is_no_page(as_user: SignIn, officer: User, case: Application) -> None:
    assert as_user(officer).get(url(case, "radera")).status_code == 404


def test_a_form_without_its_protection_mark_changes_nothing(officer: User, case: Application) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    before = everything(case)
    assert client.post(url(case, "handlagg")).status_code == 403
    assert everything(case) == before


def test_missing_guardians_are_told_before_preparing(as_user: SignIn, officer: User, round_: Round) -> None:
    waiting = make_application(round=round_, state=State.IN_REVIEW)
    grown = make_application(round=round_, state=State.IN_REVIEW, guardians=0)
    client = as_user(officer)
    assert "review-notice" in text(client.get(url(waiting, "bered")))
    assert "review-notice" not in text(client.get(url(grown, "bered")))


def test_a_case_is_not_closed_before_its_letter_has_been_released(
    as_user: SignIn, officer: User, prepared: Application
) -> None:
    case = decide(prepared)
    client = as_user(officer)
    assert client.post(url(case, "avsluta")).status_code == 409
    client.post(url(case, f"brev/{letter(case).pk}"))
    client.post(url(case, "avsluta"))
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_the_one_who_prepared_a_letter_cannot_release_it(
    as_user: SignIn, officer: User, prepared: Application
) -> None:
    case = decide(prepared, actor=officer, basis="delegation")
    client = as_user(officer)
    path = url(case, f"brev/{letter(case).pk}")
    before = everything(case)
    assert client.get(path).status_code == 403
    assert client.post(path).status_code == 403
    assert everything(case) == before


def test_another_officer_or_the_secretary_releases_the_letter(
    as_user: SignIn, officer: User, secretary: User, prepared: Application
) -> None:
    case = decide(prepared, actor=officer, basis="delegation")
    assert as_user(secretary).post(url(case, f"brev/{letter(case).pk}")).status_code == 302
    assert (letter(case).status, letter(case).released_by) == (OutboxMessage.Status.QUEUED, secretary)


def test_a_letter_is_released_once(as_user: SignIn, officer: User, prepared: Application) -> None:
    case = decide(prepared)
    client = as_user(officer)
    path = url(case, f"brev/{letter(case).pk}")
    assert [client.post(path).status_code for _click in range(2)] == [302, 409]


def test_an_auditor_does_not_release_letters(as_user: SignIn, auditor: User, prepared: Application) -> None:
    case = decide(prepared)
    assert as_user(auditor).post(url(case, f"brev/{letter(case).pk}")).status_code == 403


def test_only_decision_letters_of_the_case_have_a_page(
    as_user: SignIn, officer: User, case: Application
) -> None:
    other = make_application(round=case.round, state=State.DECIDED)
    client = as_user(officer)
    receipt = case.messages.get(kind=OutboxMessage.Kind.RECEIPT)
    assert client.get(url(case, f"brev/{receipt.pk}")).status_code == 404
    assert client.get(url(case, f"brev/{letter(other).pk}")).status_code == 404
