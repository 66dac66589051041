"""Pages that every page leads to: the main menu, those at its foot, and the lists that have a feed.

They are known by what they are and never by their address, so that a site without them has no dead links.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from home.models import (
    AccessibilityStatementPage,
    EventIndexPage,
    NewsIndexPage,
    OrganisationPage,
    PeoplePage,
    QuestionsPage,
    StandardPage,
    StoryIndexPage,
)
from home.serving.addresses import with_roots
from home.serving.page_cache import remembered

# The foot's order. Of each type the first page stands there; of standard pages those that an editor has chosen.
FOOTER: Final = (
    NewsIndexPage,
    StoryIndexPage,
    EventIndexPage,
    PeoplePage,
    QuestionsPage,
    OrganisationPage,
    StandardPage,
    AccessibilityStatementPage,
)


def _name(page_type: type[Page]) -> str:
    return str(page_type._meta.model_name)


@dataclass(frozen=True)
class SitePage:
    """A published page: the name of its type, its title and address, and where an editor has put it."""

    kind: str
    title: str
    url: str
    in_menu: bool = False
    in_footer: bool = False


@dataclass(frozen=True)
class SitePages:
    """Those of one language, the nearest to the front page first, then in the editors' order."""

    pages: list[SitePage]

    def _of(self, kind: str) -> list[SitePage]:
        return [page for page in self.pages if page.kind == kind]

    def menu(self) -> list[SitePage]:
        """The main menu."""
        return [page for page in self.pages if page.in_menu]

    def footer(self) -> list[SitePage]:
        """What stands at the foot of every page."""
        shown: list[SitePage] = []
        for page_type in FOOTER:
            pages = self._of(_name(page_type))
            chosen = [page for page in pages if page.in_footer]
            shown += chosen if page_type is StandardPage else pages[:1]
        return shown

    def first_of(self, kinds: Iterable[str]) -> list[SitePage]:
        """The first page of each kind, where there is one."""
        return [page for kind in kinds for page in self._of(kind)[:1]]

    def accessibility_statement_url(self) -> str:
        """Where the accessibility statement stands; empty where there is none."""
        return next((page.url for page in self._of(_name(AccessibilityStatementPage))), "")


def site_pages(language: str, request: HttpRequest | None = None) -> SitePages:
    """Those of a language, looked up once for all of a request, and remembered with the kept pages."""
    found = getattr(request, "_site_pages", None)
    if found is None:
        found = SitePages(remembered(f"site-pages:{language}", lambda: _find(language)))
        if request is not None:
            request._site_pages = found  # type: ignore[attr-defined]
    return found


def _restricted() -> Exists:
    """Whether not everyone may read a page, asked within the query for the pages."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(below=path)
    return Exists(restrictions.filter(below__startswith=F("page__path")))


def _find(language: str) -> list[SitePage]:
    kinds = [_name(each) for each in FOOTER if each is not StandardPage]
    typed = Q(content_type__app_label="home", content_type__model__in=kinds)
    # Depth 3: directly under a front page. Wagtail's own root is depth 1, front pages depth 2.
    in_menu = Q(depth=3, show_in_menus=True)
    chosen = Q(standardpage__in_footer=True)
    pages = (
        Page.objects.live()
        .exclude(_restricted())
        .filter(typed | in_menu | chosen, locale__language_code=language)
    )
    pages = pages.annotate(kind=F("content_type__model"), in_footer=F("standardpage__in_footer"))
    return [
        SitePage(
            kind=page.kind,
            title=page.title,
            url=page.get_url() or "",
            in_menu=page.show_in_menus and page.depth == 3,
            in_footer=bool(page.in_footer),
        )
        for page in with_roots(pages.select_related("locale").order_by("depth", "path"))
    ]
