"""Whether a dated document is in force: a pure function of dates."""

from datetime import date

from django.db.models import TextChoices
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
