"""Paths are short, and a browser finds the same points in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from partners.places import Point
from partners.svg_paths import path
from tests.partners.paths import walk

points = some.builds(Point, some.floats(-900, 900), some.floats(-900, 900))


@given(some.lists(points, min_size=1, max_size=40))
def test_every_point_is_found_again_however_long_the_path(drawn: list[Point]) -> None:
    walked = walk(path(drawn))
    written = [(round(point.x * 10) / 10, round(point.y * 10) / 10) for point in drawn]
    distinct = [place for before, place in zip([None, *written], written, strict=False) if place != before]
    assert len(walked) == len(distinct)
    for one, other in zip(walked, distinct, strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def test_a_path_is_written_with_few_characters() -> None:
    assert path([Point(10, 20), Point(10.5, 19.5), Point(10.4, 30)]) == "M10 20l.5-.5-.1 10.5"
