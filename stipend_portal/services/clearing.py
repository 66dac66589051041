"""Clearing out what holds nothing for anybody any more."""

from datetime import datetime

from home.periodic import periodically
from home.serving.expired_cache import clear_expired_cache


@periodically(minutes=10)
def clear_cache(now: datetime) -> int:
    """Remove rows of the cache that are past their time. Returns how many."""
    return clear_expired_cache(now)
