"""The demo content is loaded once."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django.fixtures import Settings
from wagtail.models import Page, Site

from home.demo import registry
from home.models import HomePage


def test_loading_twice_gives_the_same_pages(db: None) -> None:
    call_command("load_demo", verbosity=0)
    before = list(Page.objects.order_by("path").values_list("pk", "path", "title"))
    call_command("load_demo", verbosity=0)
    assert list(Page.objects.order_by("path").values_list("pk", "path", "title")) == before


def test_people_with_known_passwords_are_made_in_the_demo_only(db: None, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not HomePage.objects.exists()


def test_the_front_pages_replace_the_welcome_page_and_every_page_has_both_languages(db: None) -> None:
    call_command("load_demo", verbosity=0)
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="sv")
    assert site.is_default_site
    assert {type(page.specific) for page in Page.objects.filter(depth=2)} == {HomePage}
    keys = {}
    for language in ("sv", "en"):
        pages = Page.objects.live().filter(depth__gte=2, locale__language_code=language)
        keys[language] = set(pages.values_list("translation_key", flat=True))
    assert keys["sv"] == keys["en"]
    assert not Page.objects.filter(live=False).exists()


def test_a_broken_load_leaves_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError

    before = Page.objects.count()
    monkeypatch.setattr(registry, "_loaders", [registry._loaders[0], fail])
    with pytest.raises(ValueError):
        call_command("load_demo", verbosity=0)
    assert Page.objects.count() == before
