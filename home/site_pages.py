"""Pages that every page leads to: those at its foot, and the lists that have a feed.

They are known by what they are and never by their address, so that a site without them has no dead links.
"""

from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q
from wagtail.models import Page

from home.models import (
    AccessibilityStatementPage,
    NewsIndexPage,
    OrganisationPage,
    PeoplePage,
    QuestionsPage,
    StandardPage,
    StoryIndexPage,
)
from home.page_cache import remembered

# The foot's order. Of each type the first page stands there; of standard pages those that an editor has chosen.
FOOTER: Final = (PeoplePage, QuestionsPage, OrganisationPage, StandardPage, AccessibilityStatementPage)
WITH_FEED: Final = (NewsIndexPage, StoryIndexPage)


def _name(page_type: type[Page]) -> str:
    return str(page_type._meta.model_name)


@dataclass(frozen=True)
class SitePage:
    """A published page: the name of its type, its title, and its address."""

    kind: str
    title: str
    url: str


def _find(language: str) -> list[SitePage]:
    """In one query: the typed pages, those nearest to the front page first, and the chosen standard pages."""
    kinds = [_name(each) for each in (*FOOTER, *WITH_FEED) if each is not StandardPage]
    typed = Q(content_type__app_label="home", content_type__model__in=kinds)
    pages = Page.objects.live().filter(
        typed | Q(standardpage__in_footer=True), locale__language_code=language
    )
    pages = pages.annotate(kind=F("content_type__model")).select_related("locale").order_by("depth", "path")
    return [SitePage(page.kind, page.title, page.get_url() or "") for page in pages]


def _by_type(language: str) -> dict[str, list[SitePage]]:
    """What there is in a language by the name of its type, looked up once for all."""
    kinds: dict[str, list[SitePage]] = {}
    for page in remembered(f"site-pages:{language}", lambda: _find(language)):
        kinds.setdefault(page.kind, []).append(page)
    return kinds


def footer_pages(language: str) -> list[SitePage]:
    """What stands at the foot of every page, in order."""
    kinds = _by_type(language)
    shown: list[SitePage] = []
    for page_type in FOOTER:
        pages = kinds.get(_name(page_type), [])
        shown += pages if page_type is StandardPage else pages[:1]
    return shown


def lists_with_feed(language: str) -> list[SitePage]:
    """The list of news and the list of stories, where there are such."""
    kinds = _by_type(language)
    return [page for page_type in WITH_FEED for page in kinds.get(_name(page_type), [])[:1]]


def accessibility_statement_url(language: str) -> str:
    """Where the accessibility statement stands; empty where there is none."""
    found = _by_type(language).get(_name(AccessibilityStatementPage), [])
    return found[0].url if found else ""
