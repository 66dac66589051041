"""What every page leads to: found by what it is, never by its address."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.models import PageViewRestriction

from home.feeds import FEEDS
from home.models import (
    NewsIndexPage,
    OrganisationPage,
    PeoplePage,
    QuestionsPage,
    StandardPage,
    StoryIndexPage,
)
from home.site_pages import SitePage, SitePages, site_pages
from tests.factories.pages import add, make_fronts

pytestmark = pytest.mark.django_db


def test_the_foot_shows_the_first_of_each_type_and_the_pages_that_are_chosen() -> None:
    front = make_fronts()["sv"]
    about = add(front, StandardPage, "Om webbplatsen", slug="om", in_footer=True)
    add(about, QuestionsPage, "Frågor längre ner", slug="fragor")
    add(front, StandardPage, "Bara i menyn", slug="bara-i-menyn", show_in_menus=True)
    add(front, OrganisationPage, "Utkast", slug="utkast", live=False)
    add(front, QuestionsPage, "Frågor", slug="vanliga-fragor")
    add(front, PeoplePage, "Kontakt", slug="hor-av-dig")
    assert site_pages("sv").footer() == [
        SitePage("peoplepage", "Kontakt", "/hor-av-dig/"),
        SitePage("questionspage", "Frågor", "/vanliga-fragor/"),
        SitePage("standardpage", "Om webbplatsen", "/om/", in_footer=True),
    ]
    assert [page.title for page in site_pages("sv").menu()] == ["Bara i menyn"]
    assert site_pages("en") == SitePages([])


def test_a_site_without_such_pages_has_no_dead_links(client: Client) -> None:
    make_fronts()
    assertNotContains(client.get("/"), '/tillganglighet/"')
    assert (site_pages("sv").accessibility_statement_url(), site_pages("sv").first_of(FEEDS)) == ("", [])
    assertNotContains(client.get(reverse("report_accessibility_thanks")), '/tillganglighet/"')


def test_what_not_everyone_may_read_is_named_nowhere(client: Client) -> None:
    front = make_fronts()["sv"]
    closed = add(front, NewsIndexPage, "För några få", slug="nyheter", show_in_menus=True)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert site_pages("sv") == SitePages([])


def test_all_of_them_cost_one_query_in_a_request_also_where_nothing_is_remembered(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    front = make_fronts()["sv"]
    for number, model in enumerate((NewsIndexPage, StoryIndexPage, PeoplePage)):
        add(front, model, "En sida", slug=f"sida-{number}")
    # Wagtail remembers where its sites begin.
    front.get_url()
    request = RequestFactory().get("/")
    with django_assert_num_queries(1):
        assert len(site_pages("sv", request).footer()) == 3
        assert [page.url for page in site_pages("sv", request).first_of(FEEDS)] == ["/sida-0/", "/sida-1/"]


def test_a_page_of_the_demo_leads_to_them_in_its_own_language(client: Client, demo: None) -> None:
    response = client.get("/en/strategi/")
    assertContains(response, '<a href="/en/tillganglighet/">Accessibility</a>')
    assertContains(response, '<a href="/en/kakor/">Cookies</a>')
