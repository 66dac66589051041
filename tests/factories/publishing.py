"""The demo's pages, for the publishing tests."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo.pages import load_pages
from partners.demo.towns import load_towns


@contextmanager
def not_indexed() -> Iterator[None]:
    """Pages are made outside the indexes, which cost more than the pages do."""
    backends = settings.WAGTAILSEARCH_BACKENDS
    backends = {**backends, "default": {**backends["default"], "AUTO_UPDATE": False}}
    with (
        transaction.atomic(),
        override_settings(WAGTAILSEARCH_BACKENDS=backends),
        disable_reference_index_auto_update(),
    ):
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Begin and end with an empty page cache, so that no test sees another's pages."""
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def unindexed() -> Callable[[], AbstractContextManager[None]]:
    """Pages are made outside the indexes `with unindexed():`."""
    return not_indexed


@pytest.fixture(scope="module")
def demo_pages(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The pages and the towns, made once for the tests of a module that want them, and then taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with not_indexed():
            load_pages()
            load_towns()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(demo_pages: None, db: None) -> None:
    """The demo's pages; what a test changes is rolled back."""
