"""Which pages can be found, and the words they are known by."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from wagtail.models import Locale, Page, get_page_models

from home.models.base import BasePage
from home.search.words import words_of
from home.serving.open_to_all import open_to_all
from home.serving.page_cache import remembered

SHORTEST_WORD = 3


def searchable_pages() -> QuerySet[Page]:
    """Published pages that anyone may read, in the reader's language."""
    language = get_language()
    locale: Locale = remembered(f"locale:{language}", Locale.get_active)
    return open_to_all(Page.objects.filter(depth__gte=2, locale=locale))


def vocabulary(pages: QuerySet[Page]) -> list[str]:
    """The words of titles and summaries of all searchable pages, the most common first."""
    return remembered(f"search-words:{get_language()}", lambda: _words_of(pages))


def _words_of(searchable: QuerySet[Page]) -> list[str]:
    pages = searchable.values("pk")
    texts: list[QuerySet[Any, Any]] = [
        model.objects.filter(pk__in=pages).order_by().values_list("title", "summary")
        for model in get_page_models()
        if issubclass(model, BasePage)
    ]
    counts: dict[str, int] = {}
    # One query over all page types, each of which has a table of its own.
    for row in texts[0].union(*texts[1:], all=True):
        for word in words_of(" ".join(row)):
            if len(word) >= SHORTEST_WORD and not word.isdigit():
                counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))
