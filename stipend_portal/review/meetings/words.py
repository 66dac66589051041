"""What the pages of meetings say: why something was not done, and the acts in the log."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from stipend_portal.quorum import Quorum
from stipend_portal.review.forms import pot_problem
from stipend_portal.review.pages import NO_ENTRY
from stipend_portal.services.errors import ActRefused, NotAllowed, PotExceeded, WrongPhase
from stipend_portal.services.meeting_errors import (
    AttendanceNeeded,
    MeetingClosed,
    NoQuorum,
    ParagraphTaken,
    Unsettled,
)

ACTS = {
    "made": gettext_lazy("The meeting was made."),
    "changed": gettext_lazy("Day, place or number of members was changed."),
    "removed": gettext_lazy("The meeting was removed."),
    "attendance": gettext_lazy("The attendance was written down."),
    "closed": gettext_lazy("The meeting was closed."),
    "minutes": gettext_lazy("The days of the minutes were written down."),
}


class MeetingChanged(LogFormatter):
    """How the log tells what was done to a meeting."""

    label = gettext_lazy("Meeting changed")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """The act in words."""
        return str(ACTS.get(log_entry.data.get("what", ""), self.label))


def quorum_words(quorum: Quorum) -> str:
    """How many take part and how many it takes."""
    return _("%(here)d of %(seats)d members take part. At least %(needed)d are needed.") % {
        "here": quorum.taking_part,
        "seats": quorum.seats,
        "needed": quorum.needed,
    }


def no_quorum(quorum: Quorum) -> str:
    """That too few take part, and what can be done."""
    return _(
        "Too few take part to decide this case. %(count)s Put the case off to another meeting, or write "
        "down a deputy who steps in."
    ) % {"count": quorum_words(quorum)}


def why_not(error: ActRefused) -> str:
    """Why an act at a meeting was not done, and how to mend it."""
    match error:
        case NotAllowed():
            return str(NO_ENTRY)
        case MeetingClosed():
            return _("The meeting is closed. Attendance, agenda and decisions stand as they are.")
        case NoQuorum():
            return no_quorum(error.quorum)
        case ParagraphTaken():
            return _("Another decision of the meeting already has %(paragraph)s. Write another number.") % {
                "paragraph": error.paragraph
            }
        case PotExceeded():
            return pot_problem(error.remaining)
        case AttendanceNeeded():
            return _(
                "That cannot be changed any more: it would no longer fit what was decided in %(paragraphs)s."
            ) % {"paragraphs": ", ".join(error.paragraphs)}
        case Unsettled():
            return ngettext(
                "The case with number %(numbers)s is neither decided nor put off. Decide it, put it off or "
                "take it off the agenda first.",
                "The cases with the numbers %(numbers)s are neither decided nor put off. Decide them, put "
                "them off or take them off the agenda first.",
                len(error.numbers),
            ) % {"numbers": ", ".join(map(str, error.numbers))}
        case WrongPhase():
            return _(
                "The round is not in the phase of meetings, so nothing of it is decided now. A case officer "
                "can change the phase on the round's page."
            )
        case _:
            return _(
                "Someone else has been here before you, or you have in another window. Nothing has been "
                "changed by what you just did. See how it stands and try again."
            )
