"""Keeping the table of production's cache small: Django removes rows that are past their time only when it is full."""

from datetime import datetime

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection


def clear_expired_cache(now: datetime) -> int:
    """Remove what the cache no longer answers with. Returns how many rows; 0 where the cache is not in the database.

    Every write counts the rows of the table, so it is to stay small. What still counts is left alone: it holds
    how often someone has tried to sign in.
    """
    if not isinstance(caches["default"], DatabaseCache):
        return 0
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        # The name of the table comes from the settings, quoted.
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608
        return cursor.rowcount
