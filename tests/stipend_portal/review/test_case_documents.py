"""Registering a document by hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application
from stipend_portal.states import Role
from tests.factories.portal import make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]

TYPED = {"kind": "telephone", "direction": "in", "title": "Gun Exempel, om beslutet", "on": "2026-01-15"}


def url(case: Application) -> str:
    """The address of the form."""
    return f"/admin/arenden/{case.pk}/handling/"


def test_a_telephone_call_is_registered_by_post(as_user: SignIn, officer: User, case: Application) -> None:
    client = as_user(officer)
    before = portal_snapshot()
    page = text(client.get(url(case)))
    assert portal_snapshot() == before
    assert "Read by the round&#x27;s case officers, board secretary and auditor." in page
    response = client.post(url(case), {**TYPED, "seen": "1"}, follow=True)
    assert "Registered as document 2." in text(response)
    document = case.documents.last()
    assert (document.kind, document.direction, document.title, str(document.on)) == tuple(TYPED.values())


def test_the_same_click_three_times_is_one_document(
    as_user: SignIn, officer: User, case: Application
) -> None:
    client = as_user(officer)
    for _click in range(3):
        assert client.post(url(case), {**TYPED, "seen": "1"}).status_code == 302
    assert case.documents.count() == 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"kind": ""}, "Choose what it is."),
        ({"kind": "decision"}, "Select a valid choice."),
        ({"direction": ""}, "Choose which way it went."),
        ({"title": " "}, "Write from or to whom, and about what."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"on": "i går"}, "Write the day as year-month-day"),
        ({"on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "That day has not come yet."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    as_user: SignIn, officer: User, case: Application, changes: dict[str, str], error: str
) -> None:
    response = as_user(officer).post(url(case), {**TYPED, **changes, "seen": "1"})
    assert (response.status_code, error in text(response)) == (422, True)
    assert {**TYPED, **changes}["title"].strip() in text(response)
    assert case.documents.count() == 1


@pytest.mark.parametrize(
    ("role", "status"), [(Role.BOARD_SECRETARY, 302), (Role.AUDITOR, 403), (Role.COMMITTEE_MEMBER, 404)]
)
def test_who_registers(as_user: SignIn, case: Application, role: Role, status: int) -> None:
    client = as_user(make_staff(role, rounds=[case.round]))
    assert client.post(url(case), {**TYPED, "seen": "1"}).status_code == status


def test_an_officer_of_another_round_finds_no_form(as_user: SignIn, case: Application) -> None:
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[make_round()]))
    assert client.post(url(case), TYPED).status_code == 404
