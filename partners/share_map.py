"""The map behind the titles of shared links."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import radians, sin
from typing import Final

from django.template.loader import render_to_string
from wagtail.models import Page

from home.serving.page_cache import remembered
from home.sharing.picture import HEIGHT, WIDTH, register_background
from partners.land import land_on
from partners.map import DRAWN_IN_ORDER, Mark, graticule, route_to
from partners.marks import project_marks, town_marks
from partners.models import PartnerProjectPage, PartnerTownPage
from partners.places import AMAL, Place, Sheet
from partners.svg_paths import number, path

# What is shown stands above the title, which takes the lower part of the picture.
ABOVE_THE_TITLE: Final = 450.0
# How far from the middle the globe is drawn: beyond it the flat map is too stretched to be read.
EDGE_OF_THE_GLOBE: Final = radians(108)


@dataclass(frozen=True)
class Way:
    """A route with its mark, ready for attributes."""

    line: str
    is_lit: bool
    route: str
    x: str
    y: str


@register_background
def share_map(page: Page) -> str:
    """Åmål and all its partners; the page of a partner or a project comes nearer, and lights its own routes."""
    own = issubclass(page.specific_class or Page, (PartnerTownPage, PartnerProjectPage))
    key = f"share-map:{page.locale_id}:{page.pk if own else ''}"
    return remembered(key, lambda: _map(page.locale_id, _own_marks(page.specific) if own else set()))


def _own_marks(page: PartnerTownPage | PartnerProjectPage) -> set[str]:
    """The keys of the marks that the page is about."""
    if isinstance(page, PartnerTownPage):
        return {mark.key for mark in town_marks([page], None)}
    return {mark.key for mark in (*town_marks(page.partners(), None), *project_marks([page], None))}


def _map(locale: int, lit: set[str]) -> str:
    towns = PartnerTownPage.objects.live().filter(locale=locale).select_related("locale").order_by("path")
    projects = PartnerProjectPage.objects.live().filter(locale=locale).select_related("locale")
    texts = ("body", "result", "files", "funders", "sources")
    marks = [
        *town_marks(towns.defer_streamfields(), None),
        *project_marks(projects.defer(*texts).order_by("path"), None),
    ]
    if not marks:
        return ""
    marks.sort(key=lambda mark: (mark.key in lit, DRAWN_IN_ORDER.index(mark.line)))
    shown = [mark for mark in marks if mark.key in lit] or marks
    sheet = _sheet(mark.place for mark in shown)
    home, middle = sheet.put(AMAL), sheet.put(sheet.centre)
    drawing = {
        "middle": (number(middle.x), number(middle.y)),
        "radius": number(2 * sin(EDGE_OF_THE_GLOBE / 2) * sheet.scale),
        "is_near": bool(lit),
        "land": "".join(f"{path(outline)}z" for outline in land_on(sheet)),
        "graticule": "".join(graticule(sheet)),
        "ways": [_way(mark, sheet, is_lit=mark in shown) for mark in marks],
        "home": (number(home.x), number(home.y)),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render_to_string("partners/share_map.svg", drawing)


def _sheet(places: Iterable[Place]) -> Sheet:
    """The sheet that shows these places and the ways to them above the title, and what lies south of them under it."""
    ends = list(places)
    stops = [stop for end in ends for stop in route_to(end)]
    above = Sheet.around([AMAL, *ends], WIDTH, ABOVE_THE_TITLE, ABOVE_THE_TITLE, along=stops)
    return replace(above, height=float(HEIGHT))


def _way(mark: Mark, sheet: Sheet, *, is_lit: bool) -> Way:
    end = sheet.put(mark.place)
    route = path([sheet.put(stop) for stop in route_to(mark.place)])
    return Way(str(mark.line), is_lit, route, number(end.x), number(end.y))
