"""Pictures for lists: the ready-made sizes of all of them in two queries."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from wagtail.images import get_image_model
from wagtail.models import Page


def with_pictures(pages: QuerySet[Any]) -> QuerySet[Any]:
    """The pages with their lead pictures and all sizes at hand."""
    pictures = get_image_model().objects.prefetch_related("renditions")
    return pages.prefetch_related(Prefetch("picture", queryset=pictures))


def attach_pictures(pages: Iterable[Page]) -> None:
    """The same for pages of several types that have been fetched already: two queries for all of them."""
    with_one = [page for page in pages if page.picture_id]
    if not with_one:
        return
    pictures = get_image_model().objects.prefetch_related("renditions")
    found = pictures.in_bulk({page.picture_id for page in with_one})
    for page in with_one:
        page.picture = found[page.picture_id]
