"""The geometry of the map."""

from math import cos, hypot, pi

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from partners.land import BEYOND, land_on
from partners.map import LEAST_HEIGHT, WIDTH, draw
from partners.places import (
    AMAL,
    Place,
    Sheet,
    angle_between,
    distance_km,
    east_of,
    flatten,
    great_circle,
    middle,
)
from tests.partners.paths import walk

GADEBUSCH, TURI = Place(53.7, 11.1167), Place(58.809, 25.429)
KUBRAT, DE_PERE = Place(43.8, 26.5), Place(44.446, -88.074)
TOWNS = (GADEBUSCH, TURI, KUBRAT, DE_PERE)
NAMES = ("Gadebusch", "Türi", "Kubrat", "De Pere")

places = some.builds(Place, some.floats(-85, 85), some.floats(-180, 180))


@pytest.mark.parametrize(
    ("longitude", "reference", "expected"),
    [(10, 0, 10), (-88, 12, -100), (179, -179, -2), (-179, 179, 2), (180, 0, -180)],
)
def test_longitudes_are_compared_the_short_way_round(
    longitude: float, reference: float, expected: float
) -> None:
    assert east_of(longitude, reference) == expected


def test_distances_are_those_of_the_globe() -> None:
    assert distance_km(AMAL, GADEBUSCH) == pytest.approx(603, abs=5)
    assert distance_km(AMAL, DE_PERE) == pytest.approx(6434, abs=5)
    assert angle_between(Place(0, 0), Place(0, 180)) == pytest.approx(pi)


def test_the_shortest_way_to_america_goes_north_of_both_ends() -> None:
    way = great_circle(AMAL, DE_PERE)
    assert max(place.latitude for place in way) > AMAL.latitude + 2


@given(places, places)
def test_a_way_starts_and_ends_where_it_should_with_even_steps(start: Place, end: Place) -> None:
    if not 0.01 < angle_between(start, end) < 3.1:
        return
    way = great_circle(start, end, steps=8)
    lengths = [angle_between(one, two) for one, two in zip(way, way[1:], strict=False)]
    assert angle_between(way[0], start) == pytest.approx(0, abs=1e-6)
    assert angle_between(way[-1], end) == pytest.approx(0, abs=1e-6)
    assert lengths == pytest.approx([sum(lengths) / 8] * 8, abs=1e-5)


def test_the_centre_of_a_sheet_is_at_its_origin_and_north_is_up() -> None:
    centre = Place(50, -30)
    assert (flatten(centre, centre).x, flatten(centre, centre).y) == pytest.approx((0, 0))
    assert flatten(Place(60, -30), centre).y < 0 < flatten(Place(40, -30), centre).y
    assert flatten(Place(50, -40), centre).x < 0 < flatten(Place(50, -20), centre).x


@given(places, places)
def test_the_projection_keeps_the_distance_from_its_centre(centre: Place, place: Place) -> None:
    angle = angle_between(centre, place)
    if angle > 3.1:
        return
    flat = flatten(place, centre)
    # Lambert's equal-area projection draws an angle a at the distance 2 sin(a / 2).
    assert hypot(flat.x, flat.y) ** 2 == pytest.approx(2 * (1 - cos(angle)), abs=1e-6)


@given(some.lists(places, max_size=6))
def test_every_place_fits_on_its_sheet(shown: list[Place]) -> None:
    sheet = Sheet.around([AMAL, *shown], 600, 300)
    assert sheet.width == 600
    assert sheet.height >= 300
    for place in [AMAL, *shown]:
        assert sheet.holds(sheet.put(place), beyond=1e-6)


def test_the_middle_is_found_across_the_date_line() -> None:
    assert middle([Place(0, 170), Place(0, -170)]).longitude == pytest.approx(-180)


def test_the_map_of_the_four_towns_holds_them_where_they_are() -> None:
    drawing = draw(TOWNS, NAMES)
    home = float(drawing.home[0]), float(drawing.home[1])
    gadebusch, turi, kubrat, de_pere = [(float(x), float(y)) for x, y in drawing.dots]
    assert drawing.view_box == f"0 0 {drawing.width} {drawing.height}"
    assert de_pere[0] < home[0] < turi[0] < kubrat[0]
    assert turi[1] < home[1] < gadebusch[1] < kubrat[1]
    assert len(drawing.routes) == len(drawing.names) == 4
    for route, dot in zip(drawing.routes, (gadebusch, turi, kubrat, de_pere), strict=True):
        points = walk(route)
        assert points[0] == pytest.approx(home)
        assert points[-1] == pytest.approx(dot)


def test_a_map_without_towns_still_shows_amal() -> None:
    drawing = draw((), ())
    assert (drawing.dots, drawing.routes) == ((), ())
    assert drawing.home == (f"{WIDTH / 2:g}", f"{LEAST_HEIGHT / 2:g}")


def test_numbers_have_a_decimal_point_in_every_language() -> None:
    with translation.override("sv"):
        draw.cache_clear()
        assert "," not in "".join(draw(TOWNS, NAMES).routes)


def test_land_is_drawn_no_further_than_just_outside_the_sheet() -> None:
    sheet = Sheet.around([AMAL, *TOWNS], 600, 300)
    outlines = list(land_on(sheet))
    assert len(outlines) > 10
    assert all(sheet.holds(point, beyond=BEYOND + 1e-6) for outline in outlines for point in outline)
