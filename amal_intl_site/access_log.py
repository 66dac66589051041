"""What the web server may write down about a request."""

import re
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

# A guardian's link is a key, and an application's address points out a person.
PERSONAL = re.compile(r"^(/en)?/(godkann|mina-ansokningar|ansok)/.+")


def without_person(path: str) -> str:
    """The path as it may be logged: personal addresses are cut after their first word."""
    return PERSONAL.sub(r"\1/\2/…", path)


class AccessLog(Logger):
    """gunicorn's log, with addresses that are keys or point out a person cut short."""

    def atoms(self, resp: Any, req: Any, environ: dict, request_time: timedelta) -> dict:
        """The values that a log line is made of."""
        atoms = super().atoms(resp, req, environ, request_time)
        return {
            **atoms,
            "U": without_person(environ.get("PATH_INFO", "")),
            "r": "",
            "f": "",
            "q": "",
        }
