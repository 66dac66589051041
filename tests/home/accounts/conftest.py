"""Who signs in, at what time, on a site that asks for what; a real OpenID provider for the module."""

import time
from collections.abc import Generator, Iterator

import pytest
import time_machine
from django.core.cache import cache
from pytest_django import Settings

from home.models import User
from stipend_portal.states import Role
from tests.factories.portal import make_staff
from tests.tools.eid_provider import EidProvider, eid_provider


@pytest.fixture(autouse=True)
def _no_limits_reached() -> Generator[None, None, None]:
    """Forget how often someone has tried."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def provider() -> Iterator[EidProvider]:
    """A provider that runs while the module's tests do."""
    with eid_provider() as running:
        yield running


@pytest.fixture
def eid(provider: EidProvider, settings: Settings) -> EidProvider:
    """The provider, connected to the site."""
    settings.EID = provider.settings()
    return provider


@pytest.fixture
def second_factor(settings: Settings) -> None:
    """The site as it is in production: whoever works here signs in in two steps."""
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def clock() -> Generator[time_machine.Traveller, None, None]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


@pytest.fixture
def moa() -> User:
    """Someone who works here and has not signed in yet."""
    return make_staff(Role.CASE_OFFICER, first_name="Moa", last_name="Exempel")
