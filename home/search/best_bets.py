"""Pages that editors want first for certain words, chosen in the admin under *Promoted search results*.

Only what editors write is stored. What visitors search for is not: words that somebody types can be her own
name or another's, and a GET changes nothing.
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from home.search.words import stem, telling, words_of
from home.serving.page_cache import remembered


@dataclass(frozen=True)
class BestBet:
    """A link above the hits; `page_id` is None for an address elsewhere."""

    title: str
    url: str
    text: str
    page_id: int | None


def best_bets(words: list[str], request: HttpRequest, pages: QuerySet[Page]) -> list[BestBet]:
    """What editors recommend for exactly these words, in any order and inflection.

    `pages` are all those that may be found.
    """
    language = get_language() or ""
    chosen = remembered(f"best-bets:{language}", lambda: _by_words(request, language, pages))
    return chosen.get(_key(words, language), [])


def _key(words: list[str], language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in telling(words, language))


def _by_words(
    request: HttpRequest, language: str, searchable: QuerySet[Page]
) -> dict[frozenset[str], list[BestBet]]:
    promotions = list(
        SearchPromotion.objects.select_related("query").order_by("query_id", "sort_order", "pk")
    )
    wanted = [promotion.page_id for promotion in promotions if promotion.page_id]
    pages = searchable.select_related("locale").in_bulk(wanted) if wanted else {}
    found: dict[frozenset[str], list[BestBet]] = {}
    for promotion in promotions:
        page = pages.get(promotion.page_id)
        if page:
            text = promotion.description or page.search_description
            url = page.specific_deferred.get_url(request) or ""
            bet = BestBet(page.title, url, text, page.pk)
        elif promotion.external_link_url:
            url = promotion.external_link_url
            bet = BestBet(promotion.external_link_text or url, url, promotion.description, None)
        else:
            # A page in the other language, or one that is no longer published.
            continue
        found.setdefault(_key(words_of(promotion.query.query_string), language), []).append(bet)
    return found
