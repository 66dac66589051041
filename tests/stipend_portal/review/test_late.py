"""Treating a late application as in time, from its page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from home.models import User
from stipend_portal.models import Application
from stipend_portal.phases import Phase
from stipend_portal.states import Role
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(case: Application) -> str:
    """Where it is done."""
    return reverse("cases:accept_late", args=[case.pk])


@pytest.fixture
def late() -> Application:
    """An application that came in after the round had closed."""
    return make_application(round=make_round(closed=True))


def test_an_officer_writes_why_and_it_is_done(as_user: SignIn, late: Application) -> None:
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[late.round]))
    assert "and the round closed" in text(client.get(url(late)))
    refused = client.post(url(late), {"reason": ""})
    assert refused.status_code == 422
    assert "Write why the application is considered." in text(refused)
    assert client.post(url(late), {"reason": "Tjänsten låg nere."}).status_code == 302
    assert Application.objects.get().late_accepted is True
    again = client.post(url(late), {"reason": "Igen och igen."})
    assert again.status_code == 409
    assert "It has already been decided" in text(again)
    assert "Igen och igen." in text(again)


def test_one_that_came_in_time_is_refused(as_user: SignIn, officer: User, case: Application) -> None:
    client = as_user(officer)
    for response in (client.get(url(case)), client.post(url(case), {"reason": "Prov."})):
        assert response.status_code == 409
        assert "This application came in time" in text(response)


def test_in_a_closed_round_it_is_told_why_not(as_user: SignIn) -> None:
    late = make_application(round=make_round(closed=True, phase=Phase.CLOSED))
    response = as_user(make_staff(Role.CASE_OFFICER, rounds=[late.round])).get(url(late))
    assert response.status_code == 409
    assert "The round is in the phase “Closed”" in text(response)


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_those_who_read_the_case_do_not_decide_this(as_user: SignIn, late: Application, role: Role) -> None:
    client, before = as_user(make_staff(role, rounds=[late.round])), portal_snapshot()
    assert client.post(url(late), {"reason": "Prov."}).status_code == 403
    assert portal_snapshot() == before
