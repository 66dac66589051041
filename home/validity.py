"""Whether a dated document is in force, and for how long that answer holds."""

from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Validity(TextChoices):
    """Where a document stands on a given day."""

    UPCOMING = "upcoming", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("No longer in force")


def validity(valid_from: date, valid_to: date | None, today: date) -> Validity:
    """Compare a period with a day. Both ends belong to the period; no end means until further notice."""
    if today < valid_from:
        return Validity.UPCOMING
    if valid_to is not None and today > valid_to:
        return Validity.ENDED
    return Validity.IN_FORCE


def seconds_to_midnight() -> int:
    """Whole seconds until the next day begins here: for how long what is counted from dates stays true."""
    now = timezone.localtime()
    tomorrow = timezone.make_aware(datetime.combine(now.date() + timedelta(days=1), time.min))
    # By the clock of the world: on the days when ours is changed, a difference of local times is an hour wrong.
    return int(tomorrow.timestamp() - now.timestamp())
