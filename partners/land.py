"""The land behind the map of partner towns.

`data/land.json` holds the coastlines of Natural Earth 1:50m (public domain, by way of the npm package
world-atlas 2.0.2), without the southern half of the globe and islands smaller than the map can show, and
thinned to 0.09 degrees: a list of rings, each a list of [longitude, latitude].
"""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import hypot
from pathlib import Path

from partners.places import Place, Point, Sheet

DATA = Path(__file__).parent / "data" / "land.json"
# Cut a little outside the sheet, so that the cut itself is never seen.
BEYOND = 8.0
# Bends smaller than this are not seen, and would make the page heavier.
FINEST = 2.0


@lru_cache(maxsize=1)
def coastlines() -> tuple[tuple[Place, ...], ...]:
    """Every coastline as a closed ring of places."""
    rings = json.loads(DATA.read_text())
    return tuple(tuple(Place(latitude, longitude) for longitude, latitude in ring) for ring in rings)


def land_on(sheet: Sheet) -> Iterator[list[Point]]:
    """The parts of the land that lie on a sheet, as closed outlines cut at its edges."""
    for ring in coastlines():
        outline = _thin(_cut([sheet.put(place) for place in ring], sheet))
        if len(outline) > 4:
            yield outline


def _thin(outline: list[Point]) -> list[Point]:
    """Leave out points that stand too near the one before."""
    kept: list[Point] = []
    for point in outline:
        if not kept or hypot(point.x - kept[-1].x, point.y - kept[-1].y) >= FINEST:
            kept.append(point)
    return kept


def _cut(outline: list[Point], sheet: Sheet) -> list[Point]:
    """Sutherland and Hodgman's way: cut the outline at one edge of the sheet after another."""
    right, bottom = sheet.width + BEYOND, sheet.height + BEYOND
    inside_by: tuple[Callable[[Point], float], ...] = (
        lambda point: point.x + BEYOND,
        lambda point: right - point.x,
        lambda point: point.y + BEYOND,
        lambda point: bottom - point.y,
    )
    for distance in inside_by:
        kept: list[Point] = []
        for index, end in enumerate(outline):
            start = outline[index - 1]
            from_edge, to_edge = distance(start), distance(end)
            if from_edge * to_edge < 0:
                share = from_edge / (from_edge - to_edge)
                kept.append(Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)))
            if to_edge >= 0:
                kept.append(end)
        outline = kept
    return outline
