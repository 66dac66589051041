"""The phases of a round, and the one table of what work is done in which.

An application has a state; a round has a phase. The state says where one case stands, the phase what the
people of the round may do now. An officer moves the round on by hand: nothing here moves by the clock.
"""

from collections.abc import Mapping
from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from stipend_portal.states import State


class Phase(TextChoices):
    """What the people of a round are doing now, in the order of the work."""

    OPEN = "open", _("Open for applications")
    COMPLETENESS = "completeness", _("Completeness check")
    ASSESSMENT = "assessment", _("Assessment")
    RANKING = "ranking", _("Ranking")
    MEETING = "meeting", _("Meeting")
    CLOSED = "closed", _("Closed")


class Work(Enum):
    """A kind of work that a phase allows or not."""

    # Take into review, ask for more, assign, prepare: an officer's daily work.
    HANDLE = "handle"
    # A board member reads the cases and answers the question of jäv.
    READ_TO_ASSESS = "read_to_assess"
    # A board member writes scores.
    ASSESS = "assess"
    # Officers propose amounts and move the cut line.
    RANK = "rank"
    # The board's decisions are recorded.
    DECIDE_IN_MEETING = "decide_in_meeting"
    # An officer decides on delegation; a late application may be dismissed long before the meeting.
    DECIDE_BY_DELEGATION = "decide_by_delegation"
    # The secretary corrects a slip in a decision: of a delegated one too, so in every phase but the last.
    CORRECT = "correct"


DAILY = frozenset({Work.HANDLE, Work.DECIDE_BY_DELEGATION, Work.CORRECT})

ALLOWED: Mapping[Phase, frozenset[Work]] = {
    Phase.OPEN: DAILY,
    Phase.COMPLETENESS: DAILY,
    Phase.ASSESSMENT: DAILY | {Work.READ_TO_ASSESS, Work.ASSESS},
    Phase.RANKING: DAILY | {Work.READ_TO_ASSESS, Work.RANK},
    Phase.MEETING: DAILY | {Work.READ_TO_ASSESS, Work.DECIDE_IN_MEETING},
    Phase.CLOSED: frozenset(),
}


def allows(phase: Phase | str, work: Work) -> bool:
    """Whether the people of a round may do this kind of work in this phase."""
    return work in ALLOWED[Phase(phase)]


def phases_for(work: Work) -> frozenset[Phase]:
    """The phases in which this kind of work is done."""
    return frozenset(phase for phase, allowed in ALLOWED.items() if work in allowed)


def work_for(target: State) -> Work | None:
    """What kind of work it is for staff to move a case to `target`; None for what may be done in any phase.

    How a decision may be recorded depends on who decided, see `services.decision`.
    """
    anytime = {State.CLOSED, State.WITHDRAWN, State.DECIDED}
    return None if target in anytime else Work.HANDLE


def neighbours(phase: Phase | str) -> tuple[Phase | None, Phase | None]:
    """The phase before and the one after; None at either end. A round moves one step at a time."""
    order = list(Phase)
    at = order.index(Phase(phase))
    return (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)
