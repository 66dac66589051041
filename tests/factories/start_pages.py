"""The pages about applying that an editor has published."""

from typing import Any

from wagtail.models import Locale, Page, Site

from home.demo.content import add_pages
from home.models import HomePage
from stipend_portal.models import Round, RoundPage, StipendsPage

Pages = dict[str, Any]


def make_index_pages() -> Pages:
    """A front page with a page about applying, in each language."""
    Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node()
    entry = {"sv": {"title": "Start", "slug": "start"}, "en": {"title": "Front", "slug": "front"}}
    fronts = add_pages(dict.fromkeys(("sv", "en"), root), HomePage, entry)
    site = Site.objects.get()
    site.root_page = fronts["sv"]
    site.save()
    index = {
        "slug": "ansok",
        "sv": {"title": "Sök pengar", "summary": "Till unga."},
        "en": {"title": "Apply for money", "summary": "For the young."},
    }
    return add_pages(fronts, StipendsPage, index)


def make_round_pages(round_: Round) -> Pages:
    """The start page of a round in each language, under new front pages."""
    entry = {
        "round": round_,
        "sv": {"title": "Vårens resor", "summary": "Res i vår.", "body": [{"text": "Redaktörens ord."}]},
        "en": {
            "title": "Spring trips",
            "summary": "Go in spring.",
            "body": [{"text": "The editor's words."}],
        },
    }
    return add_pages(make_index_pages(), RoundPage, entry)
