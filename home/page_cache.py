"""Whole public pages kept in memory, in front of everything else.

Only pages that say so with `Cache-Control: public` are kept, and only for visitors without a session:
an editor always sees what she just published. Django's own cache middleware does the keeping.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.middleware.cache import CacheMiddleware
from django.utils.cache import get_max_age, patch_cache_control

from home.usage.counter import count


def mark_public(request: HttpRequest, response: HttpResponse, seconds: int | None = None) -> HttpResponse:
    """Let a response be kept for everyone, at most `seconds` (default `PUBLIC_PAGE_CACHE_SECONDS`).

    Nothing made for someone with a session is marked: it may hold a message to her alone.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES or request.method not in ("GET", "HEAD"):
        return response
    limit = settings.PUBLIC_PAGE_CACHE_SECONDS
    seconds = limit if seconds is None else max(0, min(seconds, limit))
    patch_cache_control(response, public=True, max_age=seconds)
    return response


def remembered(key: str, find: Callable[[], Any]) -> Any:
    """What `find()` gives, remembered beside the kept pages and forgotten with them.

    For what is on every page, such as the menu. Nothing is remembered where no page is kept.
    """
    return caches["pages"].get_or_set(key, find, settings.PUBLIC_PAGE_CACHE_SECONDS)


def empty(**_kwargs: object) -> None:
    """Forget every kept page in this process; the others follow within the time limit.

    Once now, and once more when the change can be seen by others: in between, another request may have
    kept the page as it was.
    """
    caches["pages"].clear()
    transaction.on_commit(caches["pages"].clear)


def empty_on_change_of(*models: type) -> None:
    """Forget kept pages whenever a row of one of these models is saved or deleted."""
    for model in models:
        post_save.connect(empty, sender=model, dispatch_uid=f"pages-{model.__name__}-save")
        post_delete.connect(empty, sender=model, dispatch_uid=f"pages-{model.__name__}-delete")


class PublicPageCacheMiddleware(CacheMiddleware):
    """Answer a visitor without cookies from memory where a public page is kept."""

    def __init__(self, get_response) -> None:  # noqa: ANN001  (Django's own signature)
        super().__init__(
            get_response,
            cache_timeout=settings.PUBLIC_PAGE_CACHE_SECONDS,
            page_timeout=None,
            key_prefix="",
            cache_alias="pages",
        )

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """A kept page, for a visitor without a session."""
        # WhiteNoise has the static files ready, and in more ways of compression than pages have.
        static = request.path.startswith(settings.STATIC_URL)
        if static or settings.SESSION_COOKIE_NAME in request.COOKIES:
            request._cache_update_cache = False  # type: ignore[attr-defined]
            return None
        # Two copies of a page, compressed and not, however many ways browsers have of asking.
        compressed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        request.META["HTTP_ACCEPT_ENCODING"] = "gzip" if compressed else ""
        return super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Count and keep a page that says it is public."""
        if "public" not in response.get("Cache-Control", ""):
            return response
        count(request, response)
        if not get_max_age(response):
            return response
        # The address alone decides the language here, so a copy serves every browser that can read it.
        response.headers["Vary"] = "Accept-Encoding"
        return super().process_response(request, response)
