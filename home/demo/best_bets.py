"""The demo's promoted search results."""

from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page

# Loaded before these recommendations, which are of their pages.
from home.demo import feedback, news  # noqa: F401
from home.demo.content import LANGUAGES, read
from home.demo.pages import CONTENT
from home.demo.registry import register_demo_loader


@register_demo_loader
def load_best_bets() -> None:
    """Recommend some of the pages, in each language for words of that language."""
    for entry in read(CONTENT / "best_bets.toml")["best_bet"]:
        for language in LANGUAGES:
            page = Page.objects.get(slug=entry["page"], locale__language_code=language)
            SearchPromotion.objects.create(
                query=Query.get(entry[language]["words"]), page=page, description=entry[language]["text"]
            )
