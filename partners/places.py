"""Geometry of the map: places on the globe, the shortest ways between them, and a flat sheet.

Pure functions of plain values. The sheet is a Lambert azimuthal equal-area projection around the middle
of the places shown, so that countries keep their sizes and the shortest way to America bends as on a globe.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import acos, asin, atan2, cos, degrees, inf, radians, sin, sqrt

MARGIN = 60.0
EARTH_RADIUS_KM = 6371


@dataclass(frozen=True)
class Place:
    """A point on the globe, in degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Point:
    """A point on the sheet; y grows downwards, as in SVG."""

    x: float
    y: float


AMAL = Place(59.05, 12.70)


def east_of(longitude: float, reference: float) -> float:
    """How many degrees east of `reference`, the short way round: from -180 up to 180."""
    return (longitude - reference + 180) % 360 - 180


def middle(places: Iterable[Place]) -> Place:
    """The middle of the box around the places, with longitudes unwrapped around Åmål."""
    shown = list(places)
    latitudes = [place.latitude for place in shown]
    longitudes = [east_of(place.longitude, AMAL.longitude) for place in shown]
    longitude = AMAL.longitude + (min(longitudes) + max(longitudes)) / 2
    return Place((min(latitudes) + max(latitudes)) / 2, east_of(longitude, 0))


def angle_between(start: Place, end: Place) -> float:
    """The angle seen from the globe's centre, in radians."""
    one, two = radians(start.latitude), radians(end.latitude)
    turn = radians(end.longitude - start.longitude)
    return acos(max(-1.0, min(1.0, sin(one) * sin(two) + cos(one) * cos(two) * cos(turn))))


def distance_km(start: Place, end: Place) -> float:
    """How far it is over the globe, as the crow flies."""
    return angle_between(start, end) * EARTH_RADIUS_KM


def great_circle(start: Place, end: Place, steps: int = 32) -> list[Place]:
    """The shortest way over the globe, as `steps` + 1 places with both ends included."""
    angle = angle_between(start, end)
    if angle == 0:
        return [start, end]
    way = []
    for step in range(steps + 1):
        share = step / steps
        first, second = sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)
        x, y, z = (first * a + second * b for a, b in zip(_vector(start), _vector(end), strict=True))
        way.append(Place(degrees(asin(max(-1.0, min(1.0, z)))), degrees(atan2(y, x))))
    return way


def _vector(place: Place) -> tuple[float, float, float]:
    latitude, longitude = radians(place.latitude), radians(place.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def flatten(place: Place, centre: Place) -> Point:
    """Project onto a plane that touches the globe at `centre`; the globe's radius is the unit."""
    latitude, middle_latitude = radians(place.latitude), radians(centre.latitude)
    turn = radians(place.longitude - centre.longitude)
    towards = sin(middle_latitude) * sin(latitude) + cos(middle_latitude) * cos(latitude) * cos(turn)
    # The point opposite the centre has no place on the sheet; just beside it is far outside the frame.
    scale = sqrt(2 / max(1 + towards, 1e-9))
    return Point(
        scale * cos(latitude) * sin(turn),
        -scale * (cos(middle_latitude) * sin(latitude) - sin(middle_latitude) * cos(latitude) * cos(turn)),
    )


@dataclass(frozen=True)
class Sheet:
    """A flat map of a given width that just holds some places, with a margin for their names."""

    centre: Place
    scale: float
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(
        cls,
        places: Iterable[Place],
        width: float,
        least_height: float,
        most_height: float = inf,
        along: Iterable[Place] = (),
    ) -> "Sheet":
        """The sheet that shows every place, and what lies `along` the ways, as large as it allows."""
        shown = list(places)
        centre = middle(shown)
        flat = [flatten(place, centre) for place in [*shown, *along]]
        west, east = min(point.x for point in flat), max(point.x for point in flat)
        north, south = min(point.y for point in flat), max(point.y for point in flat)
        # A single place, or places on one meridian, still need some land around them.
        scale = min(
            (width - 2 * MARGIN) / max(east - west, 0.3), (most_height - 2 * MARGIN) / max(south - north, 0.1)
        )
        height = max((south - north) * scale + 2 * MARGIN, least_height)
        return cls(
            centre=centre,
            scale=scale,
            left=(west + east) / 2 * scale - width / 2,
            top=(north + south) / 2 * scale - height / 2,
            width=width,
            height=height,
        )

    def put(self, place: Place) -> Point:
        """Where a place lies on the sheet."""
        flat = flatten(place, self.centre)
        return Point(flat.x * self.scale - self.left, flat.y * self.scale - self.top)

    def holds(self, point: Point, beyond: float = 0) -> bool:
        """Whether a point lies on the sheet, or at most `beyond` outside it."""
        return -beyond <= point.x <= self.width + beyond and -beyond <= point.y <= self.height + beyond
