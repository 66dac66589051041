"""The demo's pages, for the publishing tests."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.test import override_settings
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo.pages import load_pages
from partners.demo.towns import load_towns


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Begin and end with an empty page cache, so that no test sees another's pages."""
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@contextmanager
def not_indexed() -> Iterator[None]:
    """Pages made here stay outside the indexes, which cost more than the pages do."""
    backends = settings.WAGTAILSEARCH_BACKENDS
    quiet = {"default": {**backends["default"], "AUTO_UPDATE": False}}
    with override_settings(WAGTAILSEARCH_BACKENDS=quiet), disable_reference_index_auto_update():
        yield


@pytest.fixture
def demo(db: None) -> None:
    """The pages and the towns."""
    with transaction.atomic(), not_indexed():
        load_pages()
        load_towns()
