"""What the pages of meetings say of quorum, and of why something was not done."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stipend_portal.models import Application, Meeting
from stipend_portal.quorum import Quorum
from stipend_portal.review.forms import most_words, pot_problem
from stipend_portal.review.pages import NO_ENTRY
from stipend_portal.services.decision import require_possible_day
from stipend_portal.services.errors import (
    ActRefused,
    AmountTooLarge,
    DayBeforeArrival,
    DayToCome,
    LateNotAccepted,
    NotAllowed,
    PotExceeded,
    WrongPhase,
)
from stipend_portal.services.meeting_errors import (
    AttendanceNeeded,
    MeetingClosed,
    NoQuorum,
    ParagraphTaken,
    TooManySeated,
    TwoChairs,
    Unsettled,
)

# What is said of an error that has nothing to tell but itself.
ALWAYS_THE_SAME = {
    NotAllowed: NO_ENTRY,
    MeetingClosed: gettext_lazy("The meeting is closed. Attendance, agenda and decisions stand as they are."),
    WrongPhase: gettext_lazy(
        "The round is not in the phase of meetings, so nothing of it is decided now. A case officer can change "
        "the phase on the round's page."
    ),
    DayToCome: gettext_lazy(
        "The day of the meeting has not come yet. What the board decides is recorded on that day or later."
    ),
    DayBeforeArrival: gettext_lazy(
        "The application came in after the day of the meeting, so the board cannot decide it there. Put it off "
        "to another meeting, or correct the day of this one."
    ),
    LateNotAccepted: gettext_lazy(
        "An application that came late is granted money only when a case officer has decided to treat it as in "
        "time."
    ),
}
TOO_LATE = gettext_lazy(
    "Someone else has been here before you, or you have in another window. Nothing has been changed by what "
    "you just did. See how it stands and try again."
)


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


def unsettled(error: Unsettled) -> str:
    """What still waits on the agenda, and who can do something about it."""
    told = []
    if error.numbers:
        words = ngettext(
            "The case with number %(numbers)s is neither decided nor put off. Decide it, put it off or "
            "take it off the agenda first.",
            "The cases with the numbers %(numbers)s are neither decided nor put off. Decide them, put "
            "them off or take them off the agenda first.",
            len(error.numbers),
        )
        told.append(words % {"numbers": ", ".join(map(str, error.numbers))})
    if error.asked:
        words = ngettext(
            "Number %(numbers)s waits, and you have not answered about jäv for it. Answer first.",
            "The numbers %(numbers)s wait, and you have not answered about jäv for them. Answer first.",
            len(error.asked),
        )
        told.append(words % {"numbers": ", ".join(map(str, error.asked))})
    for number, people in error.closed.items():
        if people:
            words = _(
                "Number %(number)d waits and is closed to you, so someone else must settle it: a secretary "
                "decides it or puts it off, a secretary or an officer takes it off the agenda. These can "
                "open it: %(people)s."
            )
        else:
            words = _(
                "Number %(number)d waits and is closed to you and to everyone else who could settle it. A "
                "secretary or an officer without jäv must be added to the round first."
            )
        told.append(words % {"number": number, "people": ", ".join(people)})
    return " ".join(told)


def day_problem(meeting: Meeting, case: Application) -> str:
    """Why nothing in the case can have been decided on the day of the meeting; empty when it can."""
    try:
        require_possible_day(case, meeting.on)
    except (DayToCome, DayBeforeArrival) as error:
        return why_not(error)
    return ""


def why_not(error: ActRefused) -> str:
    """Why an act at a meeting was not done, and how to mend it."""
    match error:
        case NoQuorum():
            return no_quorum(error.quorum)
        case ParagraphTaken():
            return _("Another decision of the meeting already has %(paragraph)s. Write another number.") % {
                "paragraph": error.paragraph
            }
        case AmountTooLarge():
            return most_words(error.most)
        case PotExceeded():
            return pot_problem(error.remaining)
        case AttendanceNeeded():
            return _(
                "That cannot be changed any more: it would no longer fit what was decided in %(paragraphs)s."
            ) % {"paragraphs": ", ".join(error.paragraphs)}
        case TooManySeated():
            return _(
                "%(here)d people are written down as chair, vice chair, member or deputy serving as member and "
                "as here, but the body has %(seats)d members. Mark those who are not here, write deputies who "
                "serve for nobody as deputies, or correct the number of members."
            ) % {"here": error.here, "seats": error.seats}
        case TwoChairs():
            return _(
                "More than one is written down as chair. Choose one, and write the others as vice chair or "
                "member."
            )
        case Unsettled():
            return unsettled(error)
        case _:
            return str(ALWAYS_THE_SAME.get(type(error), TOO_LATE))
