"""The demo's own pages: front pages, strategy with areas, and standard pages."""

from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from home.demo.accessibility import load_statement
from home.demo.content import LANGUAGES, Pages, add_pages, read
from home.demo.registry import register_demo_loader
from home.models import HomePage, PriorityAreaPage, StandardPage, StrategyPage

CONTENT = Path(__file__).parent / "content"


def front_pages() -> Pages:
    """The front page of each language."""
    return {page.locale.language_code: page for page in HomePage.objects.select_related("locale").all()}


@register_demo_loader
def load_pages() -> None:
    """Make the two languages, point the site at its front page, and fill both trees."""
    for language in LANGUAGES:
        Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node()
    entry = read(CONTENT / "front_page.toml")["front_page"]
    fronts = add_pages(dict.fromkeys(LANGUAGES, root), HomePage, entry)
    _point_site_at(fronts["sv"])
    _load_strategy(fronts)
    for entry in read(CONTENT / "standard_pages.toml")["page"]:
        add_pages(fronts, StandardPage, entry)
    load_statement(fronts)


def _point_site_at(front: HomePage) -> None:
    """Make this the site's front page and remove the welcome page that Wagtail came with."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    welcome = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.hostname = "localhost"
    site.port = int(getattr(settings, "PORT", 80))
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.root_page = front
    site.save()
    if welcome and welcome.specific_class is Page:
        welcome.delete()


def _load_strategy(fronts: Pages) -> None:
    content = read(CONTENT / "strategy.toml")
    strategies = add_pages(fronts, StrategyPage, _with_frameworks(content["strategy"]))
    for area in content["area"]:
        add_pages(strategies, PriorityAreaPage, _with_figures(area))


def _with_frameworks(strategy: dict[str, Any]) -> dict[str, Any]:
    """The strategy with the plans that it rests on as blocks."""
    entry = {**strategy}
    for language in LANGUAGES:
        plans = [("framework", plan) for plan in strategy[language]["frameworks"]]
        entry[language] = {**strategy[language], "frameworks": plans}
    return entry


def _with_figures(area: dict[str, Any]) -> dict[str, Any]:
    """The area with its figures, if it has any, as one block."""
    entry = {**area}
    for language in LANGUAGES:
        figures = area[language].get("figures", [])
        entry[language] = {
            **area[language],
            "figures": [("figures", {"figures": figures})] if figures else [],
        }
    return entry
