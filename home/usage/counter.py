"""Counting visits: a dictionary in each process, written to the database now and then.

No cookie, no address of a visitor and no browser is looked at further than to leave robots out; what is kept
is an address of the site, a day and a number. What was counted since the last writing is lost when a process
ends: the figures say which pages are read, not exactly how often.
"""

import logging
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from threading import Lock, Timer

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

logger = logging.getLogger(__name__)

# Those that say what they are; the others are few enough not to matter.
ROBOT = re.compile(
    r"bot|spider|crawl|slurp|archiver|preview|monitor|scan|fetch|curl|wget|python|java/|http", re.IGNORECASE
)


# Looking through the name takes longer than all the rest of counting, and few names come again and again.
@lru_cache(maxsize=512)
def is_robot(browser: str) -> bool:
    """Whether what calls itself this is no person's browser."""
    return ROBOT.search(browser) is not None


class ViewCounter:
    """The visits of one process that have not been written yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[str, int] = {}

    def add(self, path: str) -> None:
        """Count one visit. The first one after a writing sets the clock for the next."""
        with self._lock:
            first = not self._counts
            self._counts[path] = self._counts.get(path, 0) + 1
        if first:
            clock = Timer(settings.PAGE_VIEWS_WRITTEN_EVERY_SECONDS, write_in_thread)
            clock.daemon = True
            clock.start()

    def take(self) -> dict[str, int]:
        """Everything counted so far; counting begins anew."""
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken


counter = ViewCounter()


def count(request: HttpRequest, response: HttpResponse) -> None:
    """Count one showing of a public page to a person. Called for pages that are the same for everyone.

    So nobody who is signed in is counted, and no address that belongs to one person.
    """
    if (
        not settings.PAGE_VIEWS_WRITTEN_EVERY_SECONDS
        or request.method != "GET"
        or response.status_code != 200
    ):
        return
    browser = request.META.get("HTTP_USER_AGENT", "")
    if not browser or is_robot(browser) or "HTTP_SEC_PURPOSE" in request.META:
        return
    if response.headers.get("Content-Type", "").startswith("text/html"):
        counter.add(request.path)


def write(counts: Mapping[str, int], day: date) -> None:
    """Add visits to those already written for a day. Several processes may do it at the same moment."""
    # Not imported: the models need the page cache, which calls this module.
    views = apps.get_model("home", "PageViews")
    longest = views._meta.get_field("path").max_length
    # In one order everywhere, so that no two wait for each other.
    paths = sorted(path for path in counts if len(path) <= longest)
    with transaction.atomic():
        views.objects.bulk_create([views(path=path, day=day) for path in paths], ignore_conflicts=True)
        for path in paths:
            views.objects.filter(path=path, day=day).update(count=F("count") + counts[path])


def write_in_thread() -> None:
    """Write what has been counted, from a thread that nobody waits for: its errors end in the log alone."""
    try:
        write(counter.take(), timezone.localdate())
    except Exception as error:
        logger.error("visits not written: %s", type(error).__name__)
    finally:
        connection.close()
