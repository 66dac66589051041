"""Django's sessions in the database, which also tell how long they last."""

import math
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone


class SessionStore(DatabaseStore):
    """A session that knows its last moment without asking the database once more."""

    _ends_at = None

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()
        self._ends_at = row.expire_date if row else None
        return row

    @property
    def seconds_left(self) -> int:
        """Whole seconds until the session ends unless it is saved again; 0 when there is none."""
        self._get_session()
        if self.modified:  # saved with this answer
            return self.get_expiry_age()
        if self._ends_at is None:
            return 0
        return max(0, math.floor((self._ends_at - timezone.now()).total_seconds()))


def prolong(request: HttpRequest) -> None:
    """Let the session last its whole time from now. Written at most once in a twelfth of that time."""
    if request.session.seconds_left < settings.SESSION_COOKIE_AGE * 11 / 12:
        request.session.modified = True
