"""Where names stand on a map, so that no name lies over another name or a dot.

Pure functions of plain values. Each name tries the eight places around its dot and takes the one that covers
fewest lines; where none is free it gets none, and the list beside the map says it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partners.places import Point, Sheet

# From the middle of the dot to the name, the half side of the square that a dot keeps free, and how near the
# sheet's edge a name may come.
GAP = 9.0
DOT = 6.0
EDGE = 8.0

# Widths of characters in parts of the text's size, for a bold serif; generous, since fonts differ.
NARROW, NORMAL, BROAD = 0.36, 0.6, 0.95


@dataclass(frozen=True)
class Box:
    """An upright rectangle on the sheet; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def about(cls, point: Point, half: float) -> "Box":
        """The square around a point."""
        return cls(point.x - half, point.y - half, point.x + half, point.y + half)

    def meets(self, other: "Box") -> bool:
        """Whether the two have any area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.left <= point.x <= self.right and self.top <= point.y <= self.bottom

    def fits(self, sheet: Sheet) -> bool:
        """Whether it lies on the sheet, and not too near its edge."""
        return (
            self.left >= EDGE
            and self.top >= EDGE
            and self.right <= sheet.width - EDGE
            and self.bottom <= sheet.height - EDGE
        )


@dataclass(frozen=True)
class Spot:
    """Where a name stands: the point that it is anchored to on its baseline, and the room that it takes."""

    x: float
    y: float
    anchor: str
    box: Box


def text_width(name: str, size: float) -> float:
    """About how wide a name is in letters of a size; rather too wide than too narrow."""
    return size * sum(
        NARROW if letter in "ijlftr.,:'’ -I" else BROAD if letter in "mwMWÆ–—" else NORMAL for letter in name
    )


def _spots(dot: Point, name: str, size: float) -> list[Spot]:
    """The eight places around a dot, the sides first."""
    width, ascent, descent = text_width(name, size), 0.8 * size, 0.26 * size
    near, middle = GAP * 0.7, (ascent - descent) / 2
    above, below = dot.y - GAP - descent, dot.y + GAP + ascent
    anchored = [
        (dot.x + GAP, dot.y + middle, "start"),
        (dot.x - GAP, dot.y + middle, "end"),
        (dot.x, above, "middle"),
        (dot.x, below, "middle"),
        (dot.x + near, dot.y - near - descent, "start"),
        (dot.x - near, dot.y - near - descent, "end"),
        (dot.x + near, dot.y + near + ascent, "start"),
        (dot.x - near, dot.y + near + ascent, "end"),
    ]
    before = {"start": 0.0, "middle": width / 2, "end": width}
    return [
        Spot(x, y, anchor, Box(x - before[anchor], y - ascent, x - before[anchor] + width, y + descent))
        for x, y, anchor in anchored
    ]


def place_names(
    dots: Sequence[Point], names: Sequence[str], lines: Iterable[Point], sheet: Sheet, size: float
) -> list[Spot | None]:
    """A spot for each name in letters of a size, or None where there is no room; the first names choose first.

    `lines` are points along what is drawn, which names rather do not cover.
    """
    taken = [Box.about(dot, DOT) for dot in dots]
    along = list(lines)
    found: list[Spot | None] = []
    for dot, name in zip(dots, names, strict=True):
        free = [
            spot
            for spot in _spots(dot, name, size)
            if spot.box.fits(sheet) and not any(spot.box.meets(box) for box in taken)
        ]
        best = min(free, key=lambda spot: sum(spot.box.holds(point) for point in along), default=None)
        found.append(best)
        if best:
            taken.append(best.box)
    return found


def spot_regardless(dot: Point, name: str, size: float, sheet: Sheet) -> Spot:
    """The first spot on the sheet, whatever lies there: for a name that is shown alone."""
    spots = _spots(dot, name, size)
    return next((spot for spot in spots if spot.box.fits(sheet)), spots[0])
