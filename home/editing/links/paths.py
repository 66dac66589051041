"""Links typed as an address here (`/kontakt/`): looked up as a reader's browser would find them, but without asking."""

from functools import cached_property
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.editing.links.found import DOCUMENT
from home.models import LinkCheck
from home.serving.addresses import with_roots

Problem = LinkCheck.Problem


def is_path(url: str) -> bool:
    """Whether it is an address here; two slashes begin one elsewhere."""
    return url.startswith("/") and not url.startswith("//")


class Paths:
    """The addresses that there are, read when the first of them is asked for."""

    @cached_property
    def pages(self) -> dict[str, bool]:
        """Every page's address, and whether it is published."""
        pages = Page.objects.filter(depth__gte=2).select_related("locale")
        return {page.get_url() or "": page.live for page in with_roots(pages)}

    @cached_property
    def redirects(self) -> set[str]:
        """The old addresses that lead on."""
        leading = Redirect.objects.filter(Q(redirect_page=None) | Q(redirect_page__live=True))
        return set(leading.values_list("old_path", flat=True))

    def document(self, url: str) -> str:
        """The address of a file in the library as `document:3`; empty for any other."""
        match = _match(unquote(urlsplit(url).path))
        return f"{DOCUMENT}{match.args[0]}" if match and match.url_name == "wagtaildocs_serve" else ""

    def problem(self, url: str) -> Problem | None:
        """What is wrong with the address; None where the web server answers it before the site does."""
        path = unquote(urlsplit(url).path)
        if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return None
        # A forgotten slash at the end is mended for the reader.
        tries = [path, f"{path}/"]
        # A redirect may be of an address with what follows the question mark, or without.
        old = {Redirect.normalise_path(each) for each in (url, path)}
        if any(self._leads_somewhere(each) for each in tries) or old & self.redirects:
            return Problem.NONE
        known = any(each in self.pages for each in tries)
        return Problem.PAGE_NOT_PUBLISHED if known else Problem.PAGE_MISSING

    def _leads_somewhere(self, path: str) -> bool:
        match = _match(path)
        if match is None:
            return False
        # What is no page is a view of ours: whether it finds what it is asked for is its own matter.
        return self.pages.get(path, False) if match.url_name == "wagtail_serve" else True


def _match(path: str) -> ResolverMatch | None:
    """The view that answers an address; None where none does."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path)
        except Resolver404:
            return None
