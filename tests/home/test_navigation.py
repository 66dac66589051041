"""Menu, language links and breadcrumbs."""

from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation
from pytest_django.fixtures import Settings
from wagtail.models import Page

from home import navigation
from home.navigation import Crumb

pytestmark = pytest.mark.usefixtures("demo")


def page_at(path: str) -> Page:
    """The demo's page at an address."""
    return next(page for page in Page.objects.filter(depth__gte=2) if page.get_url() == path)


def languages(page: Page | None, path: str | None, language: str) -> list[tuple[str, bool, bool]]:
    """What the language links say: address, whether current, whether the same page."""
    request = None
    with translation.override(language):
        if path is not None:
            request = RequestFactory().get(path)
            request.resolver_match = resolve(request.path)
        links = navigation.language_links(page, request)
    return [(link.url, link.current, link.same_page) for link in links]


def test_the_menu_follows_the_language_and_marks_where_one_is() -> None:
    menu = navigation.menu("en", RequestFactory().get("/en/strategi/extern-finansiering/"))
    assert [(item.url, item.current) for item in menu] == [
        ("/en/strategi/", True),
        ("/en/vanorter/", False),
    ]


def test_a_page_leads_to_its_translation() -> None:
    page = page_at("/vanorter/turi/")
    assert languages(page, "/vanorter/turi/", "sv") == [
        ("/vanorter/turi/", True, True),
        ("/en/vanorter/turi/", False, True),
    ]


def test_a_page_without_a_published_translation_leads_to_the_front_page() -> None:
    page_at("/en/vanorter/turi/").unpublish()
    page = page_at("/vanorter/turi/")
    assert languages(page, "/vanorter/turi/", "sv")[1] == ("/en/", False, False)


def test_a_view_leads_to_itself_in_the_other_language_with_its_query() -> None:
    assert languages(None, "/en/konto/?next=%2Fansok%2F", "en") == [
        ("/konto/?next=%2Fansok%2F", False, True),
        ("/en/konto/?next=%2Fansok%2F", True, True),
    ]


def test_without_a_request_or_a_page_they_lead_to_the_front_pages() -> None:
    for path in (None, "/saknas/"):
        assert languages(None, path, "sv") == [("/", True, False), ("/en/", False, False)]


def test_breadcrumbs_lead_down_from_the_front_page() -> None:
    with translation.override("en"):
        crumbs = navigation.breadcrumbs(page_at("/en/strategi/extern-finansiering/"), None)
    assert crumbs[1:] == [
        Crumb("International strategy", "/en/strategi/"),
        Crumb("External funding"),
    ]
    assert crumbs[0].url == "/en/"


def test_there_are_no_breadcrumbs_on_the_front_page_or_off_pages() -> None:
    assert navigation.breadcrumbs(page_at("/"), None) == []
    assert navigation.breadcrumbs(None, None) == []


def test_the_tags_work_in_a_template_that_knows_nothing() -> None:
    template = Template(
        "{% load site_navigation %}{% site_menu as menu %}{% language_links as languages %}"
        "{% page_breadcrumbs as crumbs %}{% front_page_url as home %}"
        "{{ menu|length }} {{ languages|length }} {{ crumbs|length }} {{ home }}"
    )
    for context in ({}, {"page": "a paginator's page"}):
        assert template.render(Context(context)) == "2 2 0 /"


def test_what_is_on_every_page_costs_nothing_the_second_time(
    settings: Settings,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    page = page_at("/vanorter/")
    navigation.menu("sv")
    navigation.language_links(page, None)
    with django_assert_num_queries(0):
        navigation.menu("sv")
        navigation.language_links(page, None)
