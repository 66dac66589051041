"""The map of partners as data for an SVG: the sheet, the marks, the routes from Åmål, the names, the grid."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.labels import Spot, place_names, spot_regardless
from partners.land import land_on
from partners.places import AMAL, Place, Point, Sheet, angle_between, great_circle
from partners.svg_paths import number, path

WIDTH = 600.0
LEAST_HEIGHT = 370.0
MOST_HEIGHT = 480.0
HOME = "Åmål"
# Sizes of the names where the map is drawn large and where it is drawn small, in units of the sheet. They are
# those of partner_map.css, or larger: a smaller text keeps within its room.
LARGE, SMALL = 16.0, 24.0


class Line(models.TextChoices):
    """How a route is drawn, and what that says. The words stand under the map."""

    ACTIVE = "active", _("Active co-operation: a whole line")
    DORMANT = "dormant", _("Dormant co-operation: dots")
    FORMER = "former", _("Former contact: a thin broken line")
    PROJECT = "project", _("Project: a thin line to a square")


# What is liveliest is drawn last, and so lies on top.
DRAWN_IN_ORDER = (Line.FORMER, Line.PROJECT, Line.DORMANT, Line.ACTIVE)


@dataclass(frozen=True)
class Mark:
    """Something to show on the map. `key` ties it to its entry in the list."""

    key: str
    name: str
    place: Place
    line: Line
    url: str


@dataclass(frozen=True)
class Name:
    """Where a name stands, ready for attributes; `tucked` where it is shown only when its place is pointed at."""

    x: str
    y: str
    anchor: str
    tucked: bool = False


@dataclass(frozen=True)
class Drawing:
    """Everything that follows from places and names alone. Numbers are strings, ready for attributes."""

    view_box: str
    width: str
    height: str
    home: tuple[str, str]
    home_names: tuple[Name, Name]
    dots: tuple[tuple[str, str], ...]
    names: tuple[tuple[Name, Name], ...]
    routes: tuple[str, ...]
    graticule: str
    land: str


def route_to(place: Place) -> list[Place]:
    """The way from Åmål to a place, with a bend for each two and a half degrees or so."""
    return great_circle(AMAL, place, steps=max(4, ceil(angle_between(AMAL, place) * 24)))


def graticule(sheet: Sheet) -> Iterator[str]:
    """Every tenth parallel and fifteenth meridian, where they cross the sheet."""
    meridians = [
        [Place(latitude, longitude) for latitude in range(-80, 81, 5)] for longitude in range(-180, 180, 15)
    ]
    parallels = [
        [Place(latitude, longitude) for longitude in range(-180, 181, 5)] for latitude in range(-80, 81, 10)
    ]
    for line in meridians + parallels:
        visible: list[Point] = []
        for point in map(sheet.put, line):
            if sheet.holds(point, beyond=60):
                visible.append(point)
                continue
            if len(visible) > 1:
                yield path(visible)
            visible = []
        if len(visible) > 1:
            yield path(visible)


def _name(spot: Spot | None, dot: Point, name: str, size: float, sheet: Sheet) -> Name:
    shown = spot or spot_regardless(dot, name, size, sheet)
    return Name(number(shown.x), number(shown.y), shown.anchor, tucked=spot is None)


def _names(
    dots: Sequence[Point], names: Sequence[str], ways: Sequence[Sequence[Point]], sheet: Sheet
) -> list[tuple[Name, Name]]:
    """Each name's place on the large and on the small map."""
    along = [point for way in ways for point in way]
    sizes = []
    for size in (LARGE, SMALL):
        spots = place_names(dots, names, along, sheet, size)
        placed = zip(spots, dots, names, strict=True)
        sizes.append([_name(spot, dot, name, size, sheet) for spot, dot, name in placed])
    return list(zip(*sizes, strict=True))


@lru_cache(maxsize=32)
def draw(places: tuple[Place, ...], names: tuple[str, ...]) -> Drawing:
    """Draw Åmål, the places and the shortest ways between. Kept, since partners seldom move."""
    routes = [route_to(place) for place in places]
    stops = [stop for route in routes for stop in route]
    sheet = Sheet.around([AMAL, *places], WIDTH, LEAST_HEIGHT, MOST_HEIGHT, along=stops)
    dots = [sheet.put(place) for place in (AMAL, *places)]
    ways = [[sheet.put(stop) for stop in route] for route in routes]
    home_names, *other_names = _names(dots, (HOME, *names), ways, sheet)
    points = [(number(dot.x), number(dot.y)) for dot in dots]
    width, height = number(sheet.width), number(sheet.height)
    return Drawing(
        view_box=f"0 0 {width} {height}",
        width=width,
        height=height,
        home=points[0],
        home_names=home_names,
        dots=tuple(points[1:]),
        names=tuple(other_names),
        routes=tuple(path(way) for way in ways),
        graticule="".join(graticule(sheet)),
        land="".join(f"{path(outline)}z" for outline in land_on(sheet)),
    )


def partner_map(marks: Iterable[Mark], map_id: str = "karta") -> dict[str, object]:
    """The map of some marks, for `components/partner_map.html`.

    Two maps on one page need different ids. Of marks at the same place the first is shown.
    """
    by_place: dict[Place, Mark] = {}
    for mark in marks:
        by_place.setdefault(mark.place, mark)
    shown = sorted(by_place.values(), key=lambda mark: -DRAWN_IN_ORDER.index(mark.line))
    drawing = draw(tuple(mark.place for mark in shown), tuple(mark.name for mark in shown))
    parts = zip(shown, drawing.dots, drawing.names, drawing.routes, strict=True)
    return {
        "id": map_id,
        "drawing": drawing,
        "home": HOME,
        "points": [
            {"mark": mark, "x": dot[0], "y": dot[1], "names": names, "route": route}
            for mark, dot, names, route in reversed(list(parts))
        ],
        "lines": [line for line in Line if any(mark.line == line for mark in shown)],
    }
