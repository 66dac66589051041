"""What is done under a priority area, told by every part of the site without this app knowing them.

A page type that mixes in `home.models.in_areas.InAreas` takes part with one line, in its app's `ready()` or in
a module that is imported there:

    register_area_pages("stories", StoryPage, _("Stories"))

What is no page, such as an open application round, writes its own HTML:

    @register_area_section("stipends")
    def stipends(area: Page, request: HttpRequest) -> AreaSection | None: ...

The sections stand in the order of `PLACES`, however they were registered. A place may have several sections.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from home.pictures import attach_pictures

if TYPE_CHECKING:
    # The model of an area asks this module what to show.
    from home.models.in_areas import InAreas

Place = Literal["projects", "events", "stipends", "opportunities", "stories", "news", "towns"]
PLACES: tuple[Place, ...] = get_args(Place)

# A section shows a few and says how many there are: the area is a way in, not a list of everything.
MOST_CARDS = 6


@dataclass(frozen=True)
class AreaSection:
    """One kind of thing that is done under an area: cards of pages, or HTML of its own.

    `count` is how many there are in all, None where HTML of its own says it. `max_age_seconds` is how long the
    section stays true, None for as long as nothing is published.
    """

    title: str
    count: int | None = None
    cards: Sequence[Page] = ()
    html: SafeString | None = None
    max_age_seconds: int | None = None


AreaSource = Callable[[Page, HttpRequest], AreaSection | None]

_sources: dict[Place, list[AreaSource]] = {place: [] for place in PLACES}


def register_area_section(place: Place) -> Callable[[AreaSource], AreaSource]:
    """Show `source(area, request)` on the pages of priority areas; it gives None where there is nothing to show."""

    def register(source: AreaSource) -> AreaSource:
        _sources[place].append(source)
        return source

    return register


def register_area_pages(place: Place, model: "type[InAreas]", title: str) -> None:
    """Show the newest pages of a type under each area that they belong to. `title` may be lazy."""

    @register_area_section(place)
    def pages(area: Page, request: HttpRequest) -> AreaSection | None:
        found = model.under(area).annotate(in_all=Window(Count("pk"))).select_related("locale")
        cards = list(found.defer_streamfields()[:MOST_CARDS])
        return AreaSection(str(title), cards[0].in_all, cards) if cards else None


def area_sections(area: Page, request: HttpRequest) -> list[AreaSection]:
    """Everything that is done under an area, in the order of `PLACES`.

    One query a page type, and two for the pictures of all the cards together.
    """
    told = [source(area, request) for place in PLACES for source in _sources[place]]
    sections = [section for section in told if section is not None]
    attach_pictures([card for section in sections for card in section.cards])
    return sections
