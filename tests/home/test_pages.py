"""Every page of the demo, as a visitor meets it."""

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings
from wagtail.models import Page

from home.models import StrategyPage
from home.page_permissions import grant_page_editing

pytestmark = pytest.mark.usefixtures("demo")


def test_every_page_is_served_in_its_language_without_a_cookie(client: Client) -> None:
    pages = Page.objects.filter(depth__gte=2).select_related("locale")
    languages = {page.get_url(): page.locale.language_code for page in pages}
    swedish = {path for path, language in languages.items() if language == "sv"}
    assert set(languages) == swedish | {f"/en{path}" for path in swedish}
    for path, language in languages.items():
        response = client.get(path)
        assert (response.status_code, path) == (200, path)
        assertContains(response, f'<html lang="{language}"')
        assert not response.cookies
        assert "public" in response["Cache-Control"]


def test_an_address_without_a_page_is_not_found(client: Client) -> None:
    for path in ("/saknas/", "/en/saknas/", "/strategi/saknas/", "/gadebusch/", "/start/"):
        response = client.get(path)
        assert (response.status_code, path) == (404, path)
        assert not response.cookies


def test_an_unpublished_page_is_not_found_but_pages_under_it_are(client: Client) -> None:
    StrategyPage.objects.get(locale__language_code="sv").unpublish()
    assert client.get("/strategi/").status_code == 404
    assert client.get("/strategi/extern-finansiering/").status_code == 200
    assert client.get("/en/strategi/").status_code == 200


def test_a_page_takes_no_post(client: Client) -> None:
    assert client.post("/strategi/").status_code == 405


def test_the_strategy_says_from_its_dates_whether_it_is_in_force(client: Client) -> None:
    ended = "No longer in force"
    assertContains(client.get("/en/strategi/"), ended)
    with time_machine.travel("2024-05-01", tick=False):
        assert StrategyPage.objects.first().status() == "in_force"
        assertNotContains(client.get("/en/strategi/"), ended)


def test_a_strategy_cannot_end_before_it_begins() -> None:
    strategy = StrategyPage.objects.first()
    strategy.valid_to = strategy.valid_from.replace(year=strategy.valid_from.year - 1)
    with pytest.raises(ValidationError) as caught:
        strategy.full_clean()
    assert set(caught.value.message_dict) == {"valid_to"}
    with pytest.raises(IntegrityError), transaction.atomic():
        StrategyPage.objects.filter(pk=strategy.pk).update(valid_to=strategy.valid_to)


def test_a_visitor_with_a_session_gets_a_page_that_is_not_kept(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("elev@example.org"))
    assert "public" not in client.get("/").get("Cache-Control", "")


def test_a_group_that_may_edit_pages_may_do_so_and_asking_twice_changes_nothing() -> None:
    group = Group.objects.create(name="editors")
    grant_page_editing(group)
    grant_page_editing(group)
    editor = get_user_model().objects.create_user("redaktor@example.org", "a long password")
    editor.groups.add(group)
    page = StrategyPage.objects.first()
    assert page.permissions_for_user(editor).can_edit()
    assert not page.permissions_for_user(editor).can_publish()
    assert editor.has_perm("wagtailadmin.access_admin")
    assert group.page_permissions.count() == 2


def test_robots_stay_out_of_a_demo_and_find_the_pages(client: Client, settings: Settings) -> None:
    assertContains(client.get("/robots.txt"), "Disallow: /\n")
    settings.DEMO = False
    assertContains(client.get("/robots.txt"), "Disallow: /en/mina-ansokningar/\n")
    sitemap = client.get("/sitemap.xml")
    assertContains(sitemap, "<loc>http://testserver/en/vanorter/de-pere/</loc>")
    assert sitemap.content.count(b"<url>") == Page.objects.filter(depth__gte=2).count()


def test_every_page_can_be_edited_and_previewed_in_the_admin(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin@example.org"))
    for slug in ("", "strategi/", "strategi/extern-finansiering/", "vanorter/", "vanorter/turi/"):
        page = client.get(f"/{slug}").context_data["page"]
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert page.make_preview_request().status_code == 200
