"""Addresses of many pages at once."""

from collections.abc import Iterable
from typing import TypeVar

from wagtail.models import Page, Site

P = TypeVar("P", bound=Page)


def with_roots(pages: Iterable[P]) -> list[P]:
    """Pages whose `get_url()` knows where the sites begin.

    Without a request Wagtail asks the cache once for each page, and production's cache is a table of the database.
    The attribute is where Wagtail itself keeps the answer.
    """
    roots = Site.get_site_root_paths()
    found = list(pages)
    for page in found:
        page._wagtail_cached_site_root_paths = roots  # type: ignore[attr-defined]
    return found
