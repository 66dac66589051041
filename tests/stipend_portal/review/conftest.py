"""A round with its people, and ways to look at pages as one of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_round, make_staff


@pytest.fixture
def round_(db: None) -> Round:
    """The round that everyone here works in."""
    return make_round()


@pytest.fixture
def officer(round_: Round) -> User:
    """A case officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def secretary(round_: Round) -> User:
    """The board secretary of the round."""
    return make_staff(Role.BOARD_SECRETARY, rounds=[round_])


@pytest.fixture
def auditor(round_: Round) -> User:
    """An auditor of the round."""
    return make_staff(Role.AUDITOR, rounds=[round_])


@pytest.fixture
def case(round_: Round) -> Application:
    """An application that has just come in."""
    return make_application(round=round_)


@pytest.fixture
def prepared(round_: Round) -> Application:
    """An application that is ready to be decided."""
    return make_application(round=round_, state=State.PREPARED)


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A browser in which someone is signed in and reads English, the language of the source."""

    def sign_in(user: User) -> Client:
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def decision(prepared: Application) -> dict[str, Any]:
    """What someone types to grant everything on delegation."""
    return {
        "outcome": "granted",
        "amount": "4 000 kr",
        "reason": "Resan följer reglerna för stipendiet.",
        "basis": "delegation",
        "basis_reference": "B 3.1",
        "decided_on": timezone.localdate(prepared.received_at).isoformat(),
    }


def text(response: HttpResponse) -> str:
    """The page as text."""
    return response.content.decode()
