"""The demo's pages, for the publishing tests."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.core.cache import caches
from django.db import transaction
from pytest_django.fixtures import Settings
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo.pages import load_pages
from partners.demo.towns import load_towns


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Begin and end with an empty page cache, so that no test sees another's pages."""
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def unindexed(settings: Settings) -> Callable[[], AbstractContextManager[None]]:
    """Pages are made outside the indexes `with unindexed():`, since these cost more than the pages do."""

    @contextmanager
    def making() -> Iterator[None]:
        backends = settings.WAGTAILSEARCH_BACKENDS
        settings.WAGTAILSEARCH_BACKENDS = {"default": {**backends["default"], "AUTO_UPDATE": False}}
        with transaction.atomic(), disable_reference_index_auto_update():
            yield
        settings.WAGTAILSEARCH_BACKENDS = backends

    return making


@pytest.fixture
def demo(db: None, unindexed: Callable[[], AbstractContextManager[None]]) -> None:
    """The pages and the towns."""
    with unindexed():
        load_pages()
        load_towns()
