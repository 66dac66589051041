"""Writing diary numbers, one by one and for a round."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Round
from tests.factories.portal import make_application
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
ODD = "It does not look like most numbers"


def url(case: Application) -> str:
    """The page about one case."""
    return f"/admin/arenden/{case.pk}/diarienummer/"


def all_url(round_: Round) -> str:
    """The page about a round."""
    return f"/admin/omgangar/{round_.pk}/diarienummer/"


def numbers(round_: Round) -> list[str]:
    """The diary numbers in the order the cases came in."""
    return list(round_.applications.order_by("received_at", "pk").values_list("diary_number", flat=True))


@pytest.mark.parametrize(("number", "is_odd"), [("BUN 2027/123", False), ("2027-123", True), ("", False)])
def test_any_text_is_saved_and_an_unusual_one_is_told_of(
    as_user: SignIn, officer: User, case: Application, number: str, is_odd: bool
) -> None:
    client = as_user(officer)
    before = portal_snapshot()
    assert client.get(url(case)).status_code == 200
    assert portal_snapshot() == before
    page = text(client.post(url(case), {"number": number}, follow=True))
    assert (numbers(case.round), ODD in page) == ([number], is_odd)


def test_a_number_that_is_too_long_is_told_and_kept_in_the_form(
    as_user: SignIn, officer: User, case: Application
) -> None:
    response = as_user(officer).post(url(case), {"number": "9" * 41})
    assert (response.status_code, "9" * 41 in text(response)) == (422, True)
    assert numbers(case.round) == [""]


def test_the_secretary_numbers_and_the_auditor_does_not(
    as_user: SignIn, secretary: User, auditor: User, case: Application
) -> None:
    assert as_user(auditor).post(url(case), {"number": "BUN 2027/1"}).status_code == 403
    assert as_user(secretary).post(url(case), {"number": "BUN 2027/1"}).status_code == 302
    assert as_user(auditor).post(all_url(case.round)).status_code == 403


@pytest.mark.parametrize(
    ("how", "expected"), [("same", ["BUN 2027/9"] * 2), ("counting", ["BUN 2027/9", "BUN 2027/10"])]
)
def test_all_cases_of_a_round_are_numbered_at_once(
    as_user: SignIn, officer: User, case: Application, how: str, expected: list[str]
) -> None:
    make_application(round=case.round)
    client = as_user(officer)
    assert case.reference in text(client.get(all_url(case.round)))
    response = client.post(all_url(case.round), {"how": how, "number": "BUN 2027/9"}, follow=True)
    assert "2 cases are numbered." in text(response)
    assert numbers(case.round) == expected
    assert "has a diary number" in text(client.get(all_url(case.round)))


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"how": "counting", "number": "BUN"}, "Write a number that ends in digits to count from."),
        ({"how": "same", "number": ""}, "Write the number."),
        ({"number": "BUN 2027/1"}, "Choose how the cases are numbered."),
        ({"how": "counting", "number": "X" * 39 + "9"}, "The numbers become too long."),
    ],
)
def test_what_is_wrong_with_the_numbers_is_told(
    as_user: SignIn, officer: User, case: Application, typed: dict[str, str], error: str
) -> None:
    make_application(round=case.round)
    response = as_user(officer).post(all_url(case.round), typed)
    assert (response.status_code, error in text(response)) == (422, True)
    assert numbers(case.round) == ["", ""]
