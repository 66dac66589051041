"""A real OpenID provider for the module, connected for each test that asks for it."""

from collections.abc import Generator, Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings

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
