"""Finding one's way, in any template: with a page or without, even without a request."""

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

from home import feeds, navigation
from home.site_pages import SitePage, site_pages

register = template.Library()


def _page(context: template.Context) -> Page | None:
    page = context.get("page")
    return page if isinstance(page, Page) else None


def _language() -> str:
    return get_language() or "sv"


@register.simple_tag(takes_context=True)
def site_menu(context: template.Context) -> list[navigation.MenuItem]:
    """The main menu in the reader's language."""
    return navigation.menu(_language(), context.get("request"))


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[navigation.LanguageLink]:
    """The same page or view in each language."""
    return navigation.language_links(_page(context), context.get("request"))


@register.simple_tag(takes_context=True)
def page_breadcrumbs(context: template.Context) -> list[navigation.Crumb]:
    """The way down to this page."""
    return navigation.breadcrumbs(_page(context), context.get("request"))


@register.simple_tag
def front_page_url() -> str:
    """The front page in the reader's language."""
    return navigation.front_page_url(_language())


@register.simple_tag(takes_context=True)
def footer_pages(context: template.Context) -> list[SitePage]:
    """The pages that stand at the foot of every page, in the reader's language."""
    return site_pages(_language(), context.get("request")).footer()


@register.simple_tag(takes_context=True)
def accessibility_statement_url(context: template.Context) -> str:
    """Where the accessibility statement stands in the reader's language; empty where there is none."""
    return site_pages(_language(), context.get("request")).accessibility_statement_url()


@register.simple_tag(takes_context=True)
def feed_links(context: template.Context) -> list[feeds.FeedLink]:
    """The feeds in the reader's language."""
    return feeds.feed_links(_language(), context.get("request"))
