"""What must not reach a log."""

import logging
import re

# The address of a guardian's or a group member's page is a key: whoever reads it can answer in her place.
SECRET_PATH = re.compile(r"(/godkann/)[^\s\"]+")


class HideSecretPaths(logging.Filter):
    """Put dots in place of the secret part of addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the message and its values; never drop a record."""
        record.msg = SECRET_PATH.sub(r"\1…", record.getMessage())
        record.args = ()
        return True


ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")


class HideRecipients(logging.Filter):
    """Put dots in place of the addresses that Wagtail logs when a mail about a page could not be sent.

    The kind of error is kept; its own words may hold the address as well.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the message and what is told of the error; never drop a record."""
        kind = f" ({record.exc_info[0].__name__})" if record.exc_info and record.exc_info[0] else ""
        record.msg = ADDRESS.sub("…", record.getMessage()) + kind
        record.args, record.exc_info = (), None
        return True
