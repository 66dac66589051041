"""The land behind the map."""

from partners.land import FINEST, coastlines, land_on
from partners.places import AMAL, Place, Sheet

KUBRAT = Place(43.80, 26.50)


def test_no_bend_is_finer_than_can_be_seen() -> None:
    sheet = Sheet.around([AMAL, KUBRAT], width=600, least_height=300)

    for outline in land_on(sheet):
        steps = zip(outline, outline[1:], strict=False)
        assert [1 for a, b in steps if (a.x - b.x) ** 2 + (a.y - b.y) ** 2 < FINEST**2] == []


def test_every_coastline_is_a_closed_ring_on_the_globe() -> None:
    for ring in coastlines():
        assert ring[0] == ring[-1]
        assert all(abs(place.latitude) <= 90 and abs(place.longitude) <= 180 for place in ring)
