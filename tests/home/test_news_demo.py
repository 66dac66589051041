"""The demo's stories, news, events, and the pages about who answers and who decides."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo.news import load_news
from home.models import EventPage, NewsPage, StoryPage
from partners.demo.subjects import tie_subjects
from partners.models import PartnerTownPage


@pytest.fixture
def current(demo: None) -> None:
    """What is going on, beside the pages that every test of the demo has."""
    with disable_reference_index_auto_update():
        load_news()
        tie_subjects()


@pytest.mark.usefixtures("current")
def test_every_page_is_served_in_its_language_and_is_tied_to_what_it_is_about(client: Client) -> None:
    keys = {}
    for language in ("sv", "en"):
        pages = Page.objects.live().filter(depth__gte=3, locale__language_code=language)
        keys[language] = set(pages.values_list("translation_key", flat=True))
        for page in pages:
            response = client.get(page.get_url())
            assert (response.status_code, page.slug) == (200, page.slug)
            assertContains(response, f'<html lang="{language}"')
            assert not response.cookies
        town = PartnerTownPage.objects.get(slug="de-pere", locale__language_code=language)
        assert [story.slug for story in StoryPage.about(town)] == ["ett-lasar-i-de-pere"]
        assert [news.slug for news in NewsPage.about(town)] == ["de-pere-blir-vanort"]
        office = Page.objects.get(slug="europa-direkt", locale__language_code=language)
        assert [event.slug for event in EventPage.about(office)] == [
            "fragestund-om-eu",
            "helg-for-ungdomsledare",
        ]
    assert keys["sv"] == keys["en"]
