"""`/sok/`: the page of hits, and the suggestions while one types. Both are asked with GET and store nothing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from home.search.best_bets import best_bets
from home.search.pages import vocabulary
from home.search.results import Search
from home.search.spelling import did_you_mean
from home.search.words import MAX_LENGTH, cleaned
from home.serving.page_cache import mark_public

# With fewer hits than this, a word is perhaps misspelt.
FEW_HITS = 3
SHORTEST_BEGINNING = 2
# In the reader's own browser: the same beginning is asked for again when a letter is taken back.
SUGGESTIONS_SECONDS = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found. `q` is what was typed, `slag` the kind's word in addresses, `sida` the page.

    What is typed is cut at `MAX_LENGTH` characters, an unknown kind shows all, a page beyond the last the last.
    """
    typed = request.GET.get("q", "")
    words = cleaned(typed)
    asked = Search(words, request)
    found = asked.find(request.GET.get("slag", ""), request.GET.get("sida", ""))
    bets = best_bets(asked.words, request, asked.pages) if asked.words and not found.kind else []
    above = {bet.page_id for bet in bets}
    context = {
        "query": words,
        "words": asked.words,
        "start": not typed,
        "cut": len(typed.strip()) > MAX_LENGTH,
        "max_length": MAX_LENGTH,
        "found": found,
        "hits": [hit for hit in found.hits if hit.page_id not in above],
        "bets": bets if found.page.number == 1 else [],
        "suggestion": _suggestion(asked, words, found.total),
        "numbers": found.page.paginator.get_elided_page_range(found.page.number, on_each_side=1, on_ends=1),
    }
    response = render(request, "home/search/search.html", context)
    if not typed:
        return mark_public(request, response)
    # What somebody searches for is kept by her own browser only.
    patch_cache_control(response, private=True)
    return response


def _suggestion(asked: Search, words: str, total: int) -> str:
    """Other words to search for, where these gave little."""
    if not asked.words or total >= FEW_HITS:
        return ""
    return did_you_mean(words, asked.language, vocabulary(asked.pages))


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that match what is typed so far, with address and kind, for `static/js/search.js`."""
    typed = cleaned(request.GET.get("q", ""))
    pages = Search(typed, request).suggestions() if len(typed) >= SHORTEST_BEGINNING else []
    found = [{"title": page.title, "url": page.url, "kind": str(page.kind.label)} for page in pages]
    response = JsonResponse({"suggestions": found})
    patch_cache_control(response, private=True, max_age=SUGGESTIONS_SECONDS)
    return response
