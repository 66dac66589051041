"""Clearing out what holds nothing for anybody any more."""

from datetime import datetime

from home.expired_cache import clear_expired_cache
from home.periodic import periodically


@periodically(minutes=10)
def clear_cache(now: datetime) -> int:
    """Remove rows of the cache that are past their time. Returns how many."""
    return clear_expired_cache(now)
