"""Addresses of many pages at once, and the site that they stand on.

Production's cache is a table of the database, and Wagtail asks it, or the tables behind it, on each request. What is
the same for everyone is remembered with the kept pages instead, and laid where Wagtail itself keeps its answers.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site

from home.serving.page_cache import remembered

P = TypeVar("P", bound=Page)


def _roots() -> list[Any]:
    return remembered("site-roots", Site.get_site_root_paths)


def with_roots(pages: Iterable[P]) -> list[P]:
    """Pages whose `get_url()` knows where the sites begin; without a request each would ask for itself."""
    roots = _roots()
    found = list(pages)
    for page in found:
        page._wagtail_cached_site_root_paths = roots  # type: ignore[attr-defined]
    return found


def know_site(request: HttpRequest) -> Site | None:
    """The site that a visitor without a session is on, laid in her request; whoever has a session gets fresh answers.

    None where no site answers to the host, and for whoever has a session.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    host = f"{request.get_host()}:{request.get_port()}"
    site = remembered(f"site:{host}", lambda: Site.find_for_request(request))
    if site is not None:
        request._wagtail_site = site  # type: ignore[attr-defined]
    request._wagtail_cached_site_root_paths = _roots()  # type: ignore[attr-defined]
    return site
