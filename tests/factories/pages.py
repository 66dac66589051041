"""Small trees of pages for the publishing tests, without the demo's content."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from home.models import (
    HomePage,
    OpportunityIndexPage,
    OpportunityPage,
    PriorityAreaPage,
    StrategyPage,
)

Fronts = dict[str, HomePage]


def make_fronts() -> Fronts:
    """A front page in each language, at the root of the site."""
    root = Page.get_first_root_node()
    key = None
    fronts: Fronts = {}
    for language in ("sv", "en"):
        locale, _created = Locale.objects.get_or_create(language_code=language)
        front = HomePage(title=f"Start {language}", slug=f"start-{language}", locale=locale)
        if key:
            front.translation_key = key
        root.add_child(instance=front)
        key = front.translation_key
        fronts[language] = front
    site, _created = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": fronts["sv"]}
    )
    site.root_page = fronts["sv"]
    site.save()
    return fronts


def add(parent: Page, model: type[Page], title: str, *, key: UUID | None = None, **fields: Any) -> Any:
    """A published page under another, in its language; `key` ties translations together."""
    if key:
        fields["translation_key"] = key
    now = timezone.now()
    page = model(title=title, locale=parent.locale, first_published_at=now, last_published_at=now, **fields)
    parent.add_child(instance=page)
    return page


def make_strategy(parent: HomePage, title: str = "Strategi", **fields: Any) -> StrategyPage:
    """A strategy of the years 2021–2025."""
    period = {"adopted_on": date(2021, 5, 25), "valid_from": date(2021, 7, 1), "valid_to": date(2025, 12, 31)}
    return add(parent, StrategyPage, title, **{"adopting_body": "fullmäktige", **period, **fields})


def make_area(strategy: StrategyPage, title: str = "Område", **fields: Any) -> PriorityAreaPage:
    """A priority area of a strategy."""
    return add(strategy, PriorityAreaPage, title, **fields)


def make_opportunity_index(front: HomePage) -> OpportunityIndexPage:
    """The list of opportunities, at `/mojligheter/`."""
    return add(front, OpportunityIndexPage, "Möjligheter", slug="mojligheter")


def make_opportunity(index: OpportunityIndexPage, title: str, **fields: Any) -> OpportunityPage:
    """An exchange for all ages, all the year round, that costs nothing."""
    facts = {"kind": "utbyte", "cost": "gratis", "organiser": "Exempel", "place": "Exempelstad"}
    return add(index, OpportunityPage, title, **{**facts, "way": "stipends", **fields})
