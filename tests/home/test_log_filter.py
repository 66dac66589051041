"""What the site's own log leaves out."""

import logging

import pytest

from home.log_filter import HideSecretPaths


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/godkann/WzEsImFiYyJd:1abc:def/", "/godkann/…"),
        ("/en/godkann/WzEsImFiYyJd:1abc:def/", "/en/godkann/…"),
        ("/en/godkann/deltagare/WzEsImFiYyJd:1abc:def/", "/en/godkann/…"),
        ("/vanorter/turi/", "/vanorter/turi/"),
    ],
)
def test_a_path_that_is_a_key_is_cut_short(path: str, logged: str) -> None:
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (path,)})
    assert HideSecretPaths().filter(record)
    assert record.getMessage() == f"Not Found: {logged}"
