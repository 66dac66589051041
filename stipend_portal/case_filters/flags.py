"""The flags of a case: short words for what somebody should look at."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from stipend_portal.case_filters import waiting
from stipend_portal.case_filters.waiting import is_in, of_case
from stipend_portal.models import Application


class Flag(TextChoices):
    """What can be flagged, in the order it is shown."""

    PROTECTED = "protected", _("Protected identity")
    LATE = "late", _("Received late")
    LATE_ACCEPTED = "late_accepted", _("Late, treated as in time")
    MESSAGE = "message", _("Message to answer")
    UNDELIVERED = "undelivered", _("Mail came back")
    HELD = "held", _("Letter to release")
    OVERDUE = "overdue", _("Supplement overdue")
    NEWER = "newer", _("Changed since it was assessed")


def flagged(flag: Flag, today: date) -> Q:
    """The applications with a flag."""
    match flag:
        case Flag.PROTECTED:
            return Q(protected=True)
        case Flag.LATE:
            return Q(received_late=True, late_accepted=False)
        case Flag.LATE_ACCEPTED:
            return Q(late_accepted=True)
        case Flag.MESSAGE:
            return is_in(waiting.unanswered())
        case Flag.UNDELIVERED:
            return is_in(waiting.undelivered())
        case Flag.HELD:
            return is_in(waiting.held())
        case Flag.OVERDUE:
            return is_in(waiting.overdue(today))
        case _:
            return is_in(waiting.outdated())


def flag_columns(today: date) -> Mapping[str, Exists]:
    """What `flags_of` needs beside the application's own columns, for `annotate`."""
    rows = {
        Flag.MESSAGE: waiting.unanswered(),
        Flag.UNDELIVERED: waiting.undelivered(),
        Flag.HELD: waiting.held(),
        Flag.OVERDUE: waiting.overdue(today),
        Flag.NEWER: waiting.outdated(),
    }
    return {f"is_{flag}": of_case(found) for flag, found in rows.items()}


def flags_of(case: Application) -> list[Flag]:
    """The flags of a case that was fetched with `flag_columns`."""
    own = {
        Flag.PROTECTED: case.protected,
        Flag.LATE: case.late_not_accepted,
        Flag.LATE_ACCEPTED: case.late_accepted,
    }
    return [flag for flag in Flag if own.get(flag, False) or getattr(case, f"is_{flag}", False)]
