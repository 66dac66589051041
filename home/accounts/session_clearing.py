"""Sessions that have ended are removed: what is in them is of a person, and of no use."""

from datetime import datetime

from django.contrib.sessions.models import Session

from home.periodic import periodically


@periodically(minutes=24 * 60)
def remove_ended_sessions(now: datetime) -> int:
    """Remove the sessions whose time is over. Returns how many."""
    removed, _kinds = Session.objects.filter(expire_date__lt=now).delete()
    return removed
