"""Which pages anyone may read."""

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from home.serving.page_cache import remembered


def is_any_page_limited() -> bool:
    """Whether the site has any page that not everyone may read. Most sites have none, and every page asks."""
    return remembered("any-view-restriction", PageViewRestriction.objects.exists)


def open_to_all(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The published ones that anyone may read."""
    published = pages.live()  # type: ignore[attr-defined]
    return published.public() if is_any_page_limited() else published
