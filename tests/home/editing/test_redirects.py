"""Old addresses lead to the new ones when a page moves or is renamed."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.models import StandardPage
from tests.home.editing.people import page

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture(autouse=True)
def _keeping(settings: Settings) -> None:
    """Keep pages, as outside the tests."""
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30


Rename = Callable[[StandardPage, str], StandardPage]


@pytest.fixture
def rename(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager]) -> Rename:
    """Publish a page under another address; what follows from it follows once it is saved."""

    def renamed(of: StandardPage, slug: str) -> StandardPage:
        of.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            of.save_revision().publish()
        return StandardPage.objects.get(pk=of.pk)

    return renamed


def led(client: Client, address: str) -> tuple[int, str | None]:
    """The answer, and where it leads."""
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize(("language", "start"), [("sv", ""), ("en", "/en")])
def test_a_new_address_redirects_the_old_one_with_all_that_lies_under_it(
    client: Client, rename: Rename, language: str, start: str
) -> None:
    page("om-webbplatsen", language).move(page("kakor", language), pos="last-child")
    assert client.get(f"{start}/kakor/om-webbplatsen/").status_code == 200
    rename(page("kakor", language), "sa-arbetar-vi")
    assert led(client, f"{start}/kakor/") == (301, f"{start}/sa-arbetar-vi/")
    under = f"{start}/sa-arbetar-vi/om-webbplatsen/"
    # Moved twice, and one step from each of the old addresses: no chain.
    assert led(client, f"{start}/kakor/om-webbplatsen/") == (301, under)
    assert led(client, f"{start}/om-webbplatsen/") == (301, under)
    assert client.get(under).status_code == 200


def test_an_address_that_is_taken_again_shows_its_new_page(client: Client, rename: Rename) -> None:
    about = rename(page("om-webbplatsen"), "om-oss")
    assert led(client, "/om-webbplatsen/") == (301, "/om-oss/")
    rename(page("kakor"), "om-webbplatsen")
    assert client.get("/om-webbplatsen/").status_code == 200
    assert client.get(f"/{about.slug}/").status_code == 200


def test_a_page_that_comes_back_and_is_taken_down_does_not_lead_to_itself(
    client: Client, rename: Rename
) -> None:
    away = rename(page("om-webbplatsen"), "om-oss")
    back = rename(away, "om-webbplatsen")
    assert led(client, "/om-oss/") == (301, "/om-webbplatsen/")
    assert not Redirect.objects.filter(old_path="/om-webbplatsen").exists()
    Page.objects.get(pk=back.pk).unpublish()
    assert client.get("/om-webbplatsen/").status_code == 404
