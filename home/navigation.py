"""Menu, language links and breadcrumbs: on every page, so kept beside the kept pages.

They are forgotten when anything is published, as the pages are.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page

from home.serving.addresses import with_roots
from home.serving.page_cache import remembered
from home.site_pages import site_pages


@dataclass(frozen=True)
class MenuItem:
    """A link of the main menu."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class LanguageLink:
    """A way to the same thing in one language; `same_page` is False when only its front page exists."""

    code: str
    name: str
    url: str
    absolute_url: str
    current: bool
    default: bool
    same_page: bool


@dataclass(frozen=True)
class Crumb:
    """A step on the way down; the last has no address."""

    title: str
    url: str = ""


def front_page_url(language: str) -> str:
    """The front page's address in a language."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def menu(language: str, request: HttpRequest | None = None) -> list[MenuItem]:
    """The main menu; the item that the request is at or under is current."""
    path = request.path if request else ""
    links = site_pages(language, request).menu()
    return [MenuItem(link.title, link.url, bool(link.url) and path.startswith(link.url)) for link in links]


def _translations(page: Page) -> dict[str, str]:
    siblings = Page.objects.live().filter(translation_key=page.translation_key).select_related("locale")
    return {sibling.locale.language_code: sibling.get_url() or "" for sibling in with_roots(siblings)}


def _versions(page: Page) -> dict[str, str]:
    """The page's address in each language, looked up once for both head and header."""
    if not hasattr(page, "_versions_found"):
        key = f"languages:{page.translation_key}"
        page._versions_found = remembered(key, lambda: _translations(page))
    return page._versions_found


def _same_view(request: HttpRequest | None, language: str) -> str:
    """The address of the same view in a language; empty where there is none."""
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or match.url_name == "wagtail_serve":
        return ""
    here = request.get_full_path()
    if language == translation.get_language():
        return here
    there = translate_url(here, language)
    return there if there != here else ""


def language_links(page: Page | None, request: HttpRequest | None) -> list[LanguageLink]:
    """This page or view in every language of the site."""
    found = _versions(page) if page else {}
    links = []
    for code, _name in settings.LANGUAGES:
        same = found.get(code) or _same_view(request, code)
        url = same or front_page_url(code)
        links.append(
            LanguageLink(
                code=code,
                name=translation.get_language_info(code)["name_local"].capitalize(),
                url=url,
                absolute_url=settings.BASE_URL + url,
                current=code == translation.get_language(),
                default=code == settings.LANGUAGE_CODE,
                same_page=bool(same),
            )
        )
    return links


def breadcrumbs(page: Page | None, request: HttpRequest | None) -> list[Crumb]:
    """The way from the front page down to a page; empty on the front page and off pages."""
    if page is None or page.depth < 3:
        return []
    language = translation.get_language() or settings.LANGUAGE_CODE
    crumbs = [Crumb(gettext("Start"), front_page_url(language))]
    above: list[Page] = []
    parent = page.get_parent()
    while parent.depth > 2:
        above.insert(0, parent)
        parent = parent.get_parent()
    crumbs += [Crumb(ancestor.title, ancestor.get_url(request) or "") for ancestor in above]
    return [*crumbs, Crumb(page.title)]
