"""What the site's own log leaves out."""

import logging
from smtplib import SMTPRecipientsRefused

import pytest

from home.security.log_filter import HideSecretPaths


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


def test_no_address_is_logged_when_a_mail_about_a_page_cannot_be_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        raise SMTPRecipientsRefused({"ella@example.org": (550, b"no such person")})
    except SMTPRecipientsRefused:
        logger = logging.getLogger("wagtail.admin")
        logger.exception("Failed to send '%s' to %s", "En sida väntar", "ella@example.org")
    assert caplog.messages == ["Failed to send 'En sida väntar' to … (SMTPRecipientsRefused)"]
    assert "ella" not in caplog.text
