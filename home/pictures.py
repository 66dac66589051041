"""Pictures for lists: the ready-made sizes of all of them in two queries."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from wagtail.images import get_image_model


def with_pictures(pages: QuerySet[Any]) -> QuerySet[Any]:
    """The pages with their lead pictures and all sizes at hand."""
    pictures = get_image_model().objects.prefetch_related("renditions")
    return pages.prefetch_related(Prefetch("picture", queryset=pictures))
