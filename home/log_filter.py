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
