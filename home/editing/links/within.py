"""Links to things of ours: what they lead to is asked of the database, at once."""

import re
from collections.abc import Iterable, Mapping

from wagtail.documents import get_document_model
from wagtail.models import Page

from home.editing.links.found import DOCUMENT, PAGE, Link
from home.editing.links.paths import Paths, is_path
from home.models import LinkCheck

Problem = LinkCheck.Problem

ID = re.compile(r"""\sid=["']([^"']+)["']""")


def is_within(url: str) -> bool:
    """Whether a link leads to something of ours, or to a place on the same page."""
    return url.startswith((PAGE, DOCUMENT, "#")) or is_path(url)


class Within:
    """What there is to lead to, read once for all pages."""

    def __init__(self) -> None:
        self.pages: Mapping[int, bool] = dict(Page.objects.values_list("pk", "live"))
        self.documents = set(get_document_model().objects.values_list("pk", flat=True))
        self.paths = Paths()

    def problem(self, url: str, places: Iterable[str]) -> Problem | None:
        """What is wrong with a link, or None where that cannot be told; `places` are the ids on its page."""
        if is_path(url):
            document = self.paths.document(url)
            return self.problem(document, places) if document else self.paths.problem(url)
        kind, _colon, key = url.partition(":")
        if url.startswith("#"):
            return Problem.NONE if url[1:] in places else Problem.PLACE_MISSING
        number = int(key) if key.isdecimal() else 0
        if kind + ":" == DOCUMENT:
            return Problem.NONE if number in self.documents else Problem.DOCUMENT_MISSING
        if number not in self.pages:
            return Problem.PAGE_MISSING
        return Problem.NONE if self.pages[number] else Problem.PAGE_NOT_PUBLISHED


def places_on(page: Page, links: Iterable[Link]) -> set[str]:
    """The ids on a page as it is shown; asked for only where a link leads to one of them."""
    if not any(link.url.startswith("#") for link in links):
        return set()
    response = page.make_preview_request()
    return {"", "top", *ID.findall(response.content.decode())}
