"""Public pages are kept for visitors, and forgotten when something is published."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.utils.cache import get_max_age
from django.utils.safestring import SafeString
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageViewRestriction

from home.front_page import panels
from home.front_page.panels import Panel, register_front_page_panel, shortest_age
from home.models import StandardPage


@pytest.fixture
def keeping(demo: None, settings: Settings) -> None:
    """Keep pages, as outside the tests."""
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30


@pytest.fixture
def about(keeping: None) -> StandardPage:
    """A page of the demo."""
    return StandardPage.objects.get(slug="om-webbplatsen", locale__language_code="sv")


@pytest.fixture
def only_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    """A front page with no panels but the test's own."""
    monkeypatch.setattr(panels, "_sources", {"hero": [], "top": []})


@pytest.mark.usefixtures("keeping")
def test_a_kept_page_costs_no_query(
    client: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    client.get("/om-webbplatsen/")
    with django_assert_num_queries(0):
        assert client.get("/om-webbplatsen/").status_code == 200


def test_publishing_shows_at_once(client: Client, about: StandardPage) -> None:
    client.get("/om-webbplatsen/")
    about.title = "En helt ny rubrik"
    about.save_revision().publish()
    assertContains(client.get("/om-webbplatsen/"), "En helt ny rubrik")


def test_unpublishing_moving_and_deleting_show_at_once(client: Client, about: StandardPage) -> None:
    target = StandardPage.objects.get(slug="personuppgifter", locale__language_code="sv")
    client.get("/om-webbplatsen/")
    about.move(target, pos="last-child")
    moved = client.get("/om-webbplatsen/")
    assert (moved.status_code, moved.headers.get("Location")) == (301, "/personuppgifter/om-webbplatsen/")
    assert client.get("/personuppgifter/om-webbplatsen/").status_code == 200
    Page.objects.get(pk=about.pk).unpublish()
    assert client.get("/personuppgifter/om-webbplatsen/").status_code == 404
    client.get("/tillganglighet/")
    Page.objects.get(slug="tillganglighet", locale__language_code="sv").delete()
    assert client.get("/tillganglighet/").status_code == 404


def test_a_page_in_the_menu_shows_there_as_soon_as_it_is_published(
    client: Client, about: StandardPage
) -> None:
    about.title, about.in_footer = "En ny sida i menyn", False
    client.get("/strategi/")
    about.show_in_menus = True
    about.save_revision().publish()
    assertContains(client.get("/strategi/"), "En ny sida i menyn")
    about.show_in_menus = False
    about.save_revision().publish()
    assertNotContains(client.get("/strategi/"), "En ny sida i menyn")


def test_limiting_who_may_read_a_page_works_at_once(client: Client, about: StandardPage) -> None:
    client.get("/om-webbplatsen/")
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/om-webbplatsen/").status_code == 302
    assert client.get("/tillganglighet/").status_code == 200


@pytest.mark.usefixtures("keeping")
def test_a_limit_on_a_page_holds_for_pages_under_it(client: Client) -> None:
    parent = Page.objects.get(slug="vanorter", locale__language_code="sv")
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/vanorter/turi/").status_code == 302
    assert client.get("/en/vanorter/turi/").status_code == 200


@pytest.mark.usefixtures("keeping", "only_panels")
def test_the_front_page_is_kept_no_longer_than_its_panels_are_true(client: Client) -> None:
    limits = iter([7, 7000, None, -5])
    register_front_page_panel(lambda request: Panel(SafeString("<p>panel</p>"), next(limits)))
    kept = []
    for round_of_request in range(4):
        response = client.get("/", {"n": round_of_request})
        assertContains(response, "<p>panel</p>")
        kept.append(get_max_age(response))
    assert kept == [7, 30, 30, 0]


@pytest.mark.usefixtures("only_panels")
def test_the_first_panel_to_change_decides_wherever_it_stands() -> None:
    register_front_page_panel(lambda request: Panel(SafeString(""), 20))
    register_front_page_panel(lambda request: Panel(SafeString(""), 5), place="hero")
    register_front_page_panel(lambda request: Panel(SafeString("")))
    request = RequestFactory().get("/")
    assert shortest_age(panels.front_page_panels(request)) == 5
