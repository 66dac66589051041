"""What the web server writes down about a request."""

import pytest

from amal_intl_site.access_log import without_person


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/", "/"),
        ("/vanorter/turi/", "/vanorter/turi/"),
        ("/godkann/WzEsImFiYyJd:1abc:def/", "/godkann/…"),
        ("/en/godkann/WzEsImFiYyJd:1abc:def/", "/en/godkann/…"),
        ("/mina-ansokningar/AV-2027-7KQ4MD/kvitto/", "/mina-ansokningar/…"),
        ("/mina-ansokningar/", "/mina-ansokningar/"),
        ("/ansok/utkast/3f0e7c1e-0000-0000-0000-000000000000/resan/", "/ansok/…"),
        ("/admin/arenden/", "/admin/arenden/"),
    ],
)
def test_a_path_that_is_a_key_or_points_out_a_person_is_cut_short(path: str, logged: str) -> None:
    assert without_person(path) == logged
