"""Names on the map never lie over each other."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from partners.labels import DOT, Box, place_names, text_width
from partners.map import LARGE, SMALL, draw
from partners.places import AMAL, Place, Point, Sheet

SHEET = Sheet(centre=AMAL, scale=1, left=0, top=0, width=600, height=400)

dots = some.builds(Point, some.floats(0, 600), some.floats(0, 400))
names = some.text("abcdefgijlmwÅÄÖ -", min_size=1, max_size=18)


@pytest.mark.parametrize("size", [LARGE, SMALL])
@settings(max_examples=40)
@given(some.lists(some.tuples(dots, names), min_size=1, max_size=30))
def test_no_name_covers_a_name_or_a_dot_or_leaves_the_sheet(
    size: float, marks: list[tuple[Point, str]]
) -> None:
    at, called = [dot for dot, _name in marks], [name for _dot, name in marks]
    spots = place_names(at, called, [], SHEET, size)
    boxes = [spot.box for spot in spots if spot]
    assert len(spots) == len(marks)
    assert [1 for one, two in combinations(boxes, 2) if one.meets(two)] == []
    assert [1 for box in boxes for dot in at if box.meets(Box.about(dot, DOT))] == []
    assert all(box.fits(SHEET) for box in boxes)


def test_a_lone_name_stands_where_it_covers_no_line() -> None:
    line = [Point(300 + step, 200) for step in range(0, 120, 4)]
    [spot] = place_names([Point(300, 200)], ["Türi"], line, SHEET, LARGE)
    assert spot is not None
    assert not any(spot.box.holds(point) for point in line)


def test_a_broad_name_takes_more_room_than_a_narrow_one_of_as_many_letters() -> None:
    assert text_width("mmm", 10) > text_width("aaa", 10) > text_width("iii", 10)


@pytest.mark.parametrize("count", [3, 4, 12, 30])
def test_every_map_names_amal_and_tucks_away_what_has_no_room(count: int) -> None:
    places = tuple(Place(40 + (index * 7) % 25, -20 + (index * 13) % 60) for index in range(count))
    drawing = draw(places, tuple(f"Exempelstad {index}" for index in range(count)))
    large, small = ([pair[which] for pair in drawing.names] for which in (0, 1))
    assert not any(name.tucked for name in drawing.home_names)
    assert sum(name.tucked for name in large) <= sum(name.tucked for name in small)
    assert sum(not name.tucked for name in large) >= min(count, 4)
