"""What the tests of feedback share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from home.models import User
from stipend_portal.states import Role
from tests.factories.portal import make_staff


@pytest.fixture(autouse=True)
def no_tries_counted() -> Iterator[None]:
    """Begin and end with no tries counted against the limits."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def communicator(db: None) -> User:
    """Someone who answers readers."""
    return make_staff(Role.COMMUNICATOR)


@pytest.fixture
def desk(communicator: User) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(communicator)
    return client
