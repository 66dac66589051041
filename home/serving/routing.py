"""From an address to a page in two queries, however deep the page lies.

Wagtail walks down level by level, with two queries on each. No page type of ours changes how the levels
below it are found, so the whole way down can be asked for at once.
"""

from itertools import accumulate
from typing import Final

from django.http import Http404
from wagtail.models import Page

SHOWN_BESIDE: Final = ("picture", "contact")


def find_below(front: Page, slugs: list[str]) -> Page:
    """The page at the end of `slugs`, with its ancestors and its language at hand; 404 where none is."""
    url_paths = list(accumulate(slugs, lambda path, slug: f"{path}{slug}/", initial=front.url_path))
    below = Page.objects.descendant_of(front).filter(url_path__in=url_paths[1:])
    chain = list(below.select_related("locale").order_by("depth"))
    if len(chain) != len(slugs):
        raise Http404
    for parent, child in zip([front, *chain], chain, strict=False):
        # Where treebeard looks before it asks the database for a parent.
        child._cached_parent_obj = parent
    return _whole(chain[-1])


def _whole(page: Page) -> Page:
    """A page with all that its type has, and with what most of our types show beside it, in one query."""
    page_type = page.specific_class
    if page_type is None:
        return page
    beside = [name for name in SHOWN_BESIDE if hasattr(page_type, name)]
    whole = page_type.objects.select_related("locale", *beside).get(pk=page.pk)
    whole._cached_parent_obj = page._cached_parent_obj
    return whole
