"""What the page at an address is called."""

from collections.abc import Iterable

from wagtail.models import Page

from home.models import HomePage
from home.navigation import front_page_url


def titles_of(paths: Iterable[str]) -> dict[str, str]:
    """The titles of the pages that lie at these addresses now. Addresses of forms and lists have none."""
    fronts = {
        front_page_url(front.locale.language_code): front.url_path
        for front in HomePage.objects.select_related("locale").only("url_path", "locale__language_code")
    }
    # Longest first: `/` is the beginning of every address.
    starts = sorted(fronts, key=len, reverse=True)
    wanted = {}
    for path in paths:
        start = next((start for start in starts if path.startswith(start)), None)
        if start is not None:
            wanted[path] = fronts[start] + path.removeprefix(start)
    pages = dict(Page.objects.filter(url_path__in=wanted.values()).values_list("url_path", "title"))
    return {path: pages[url_path] for path, url_path in wanted.items() if url_path in pages}
