"""The map of partner towns as data for an SVG: the sheet, the towns, the routes from Åmål, the grid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest

from partners.land import land_on
from partners.models import PartnerTownPage
from partners.places import AMAL, Place, Point, Sheet, great_circle

WIDTH = 600.0
LEAST_HEIGHT = 370.0
LABEL_GAP = 12.0


@dataclass(frozen=True)
class Label:
    """Where a town's name stands beside its dot."""

    x: str
    y: str
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """Everything that follows from coordinates alone. Numbers are strings, ready for attributes."""

    view_box: str
    width: str
    height: str
    home: tuple[str, str]
    home_label: Label
    dots: tuple[tuple[str, str], ...]
    labels: tuple[Label, ...]
    routes: tuple[str, ...]
    graticule: tuple[str, ...]
    land: str


def _number(value: float) -> str:
    # Never the reader's language: a decimal comma breaks an SVG attribute.
    return f"{value:.1f}"


def path(points: Sequence[Point]) -> str:
    """An SVG path through the points."""
    return "M" + "L".join(f"{_number(point.x)} {_number(point.y)}" for point in points)


def _label(town: Point, home: Point, sheet: Sheet) -> Label:
    """Beside the dot, away from Åmål; above or below it where the edge or the route is near."""
    right, down = town.x - home.x, town.y - home.y
    near_edge = min(town.x, sheet.width - town.x) < 1.5 * LABEL_GAP + 60
    if near_edge or abs(right) < abs(down):
        below = down >= 0
        y = town.y + (2 * LABEL_GAP if below else -LABEL_GAP)
        return Label(_number(town.x), _number(y), "middle")
    anchor, x = ("start", town.x + LABEL_GAP) if right > 0 else ("end", town.x - LABEL_GAP)
    return Label(_number(x), _number(town.y + LABEL_GAP / 3), anchor)


def _graticule(sheet: Sheet) -> Iterable[str]:
    """Every tenth parallel and fifteenth meridian, where they cross the sheet."""
    meridians = [
        [Place(latitude, longitude) for latitude in range(-80, 81, 4)] for longitude in range(-180, 180, 15)
    ]
    parallels = [
        [Place(latitude, longitude) for longitude in range(-180, 181, 4)] for latitude in range(-80, 81, 10)
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


@lru_cache(maxsize=16)
def draw(places: tuple[Place, ...]) -> Drawing:
    """Draw Åmål, the places and the shortest ways between. Kept, since towns seldom move."""
    sheet = Sheet.around([AMAL, *places], WIDTH, LEAST_HEIGHT)
    home = sheet.put(AMAL)
    dots = [sheet.put(place) for place in places]
    width, height = _number(sheet.width), _number(sheet.height)
    return Drawing(
        view_box=f"0 0 {width} {height}",
        width=width,
        height=height,
        home=(_number(home.x), _number(home.y)),
        home_label=Label(_number(home.x), _number(home.y - LABEL_GAP), "end"),
        dots=tuple((_number(dot.x), _number(dot.y)) for dot in dots),
        labels=tuple(_label(dot, home, sheet) for dot in dots),
        routes=tuple(path([sheet.put(stop) for stop in great_circle(AMAL, place)]) for place in places),
        graticule=tuple(_graticule(sheet)),
        land="".join(f"{path(outline)}Z" for outline in land_on(sheet)),
    )


def partner_map(towns: Iterable[PartnerTownPage], request: HttpRequest | None) -> dict[str, object]:
    """The map of some towns, for `components/partner_map.html`."""
    shown = list(towns)
    drawing = draw(tuple(Place(float(town.latitude), float(town.longitude)) for town in shown))
    return {
        "view_box": drawing.view_box,
        "width": drawing.width,
        "height": drawing.height,
        "home": {
            "name": "Åmål",
            "x": drawing.home[0],
            "y": drawing.home[1],
            "label_x": drawing.home_label.x,
            "label_y": drawing.home_label.y,
            "label_anchor": drawing.home_label.anchor,
        },
        "points": [
            {
                "name": town.title,
                "country": town.country_name,
                "url": town.get_url(request),
                "status": town.status,
                "x": dot[0],
                "y": dot[1],
                "label_x": label.x,
                "label_y": label.y,
                "label_anchor": label.anchor,
            }
            for town, dot, label in zip(shown, drawing.dots, drawing.labels, strict=True)
        ],
        "routes": [
            {"d": route, "status": town.status, "name": town.title}
            for town, route in zip(shown, drawing.routes, strict=True)
        ],
        "graticule": drawing.graticule,
        "land": drawing.land,
    }
