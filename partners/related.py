"""What is told about a partner or a project elsewhere on the site: projects, stories, news, events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import get_language
from wagtail.models import Page

from home.models import BasePage, ContactFunction
from home.models.about_pages import AboutPages
from home.pictures import attach_pictures
from home.serving.page_cache import remembered

# A few, newest first: each kind has a list of its own.
MOST_CARDS = 4

_tellers: list[type[BasePage]] = []


def tells_about_partners(page_type: type[BasePage]) -> type[BasePage]:
    """Show pages of this type on those that its class method `about(page)` finds them for. Use as a decorator."""
    _tellers.append(page_type)
    return page_type


@dataclass(frozen=True)
class Section:
    """Pages of one kind under a heading; `anchor` is its id on the page."""

    anchor: str
    title: str
    cards: Sequence[Page]


def told_about(page: Page) -> list[Section]:
    """The newest published pages about a page, by type: one query a type, and two for all their pictures.

    Every page type that mixes in `AboutPages` takes part, after those that ask for it. Remembered with the kept pages.
    """
    key = f"told-about:{page.translation_key}:{page.locale_id}:{get_language()}"
    return remembered(key, lambda: _sections(page))


def _sections(page: Page) -> list[Section]:
    types = [*_tellers, *(model for model in apps.get_models() if issubclass(model, AboutPages))]
    found = [(model, list(_newest(model, page))) for model in types]
    attach_pictures([card for _model, cards in found for card in cards])
    return [
        Section(model._meta.model_name or "", str(model._meta.verbose_name_plural).capitalize(), cards)
        for model, cards in found
        if cards
    ]


def contact_above(page: Page) -> ContactFunction | None:
    """The contact of the list of partners that the page lies under, if the list has one."""
    index: Any = apps.get_model("partners", "PartnerIndexPage")
    lists = index.objects.ancestor_of(page).values("contact")
    key = f"contact-above:{page.path[: -page.steplen]}"
    return remembered(key, ContactFunction.objects.filter(pk__in=lists).first)


def _newest(model: Any, page: Page) -> Sequence[Page]:
    return model.about(page).select_related("locale").defer_streamfields()[:MOST_CARDS]
