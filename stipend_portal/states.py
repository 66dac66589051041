"""The states of an application, and the one table of who may move it from which to which.

Everything else reads this table: the transition service, the actions a case page offers, the tests and
the diagram in `docs/states.md`. A rule about states that is written anywhere else is a mistake.
"""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an application is on its way. A draft is not an application and has no state."""

    SUBMITTED = "submitted", _("Received")
    IN_REVIEW = "in_review", _("In review")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Waiting for more from the applicant")
    PREPARED = "prepared", _("Prepared")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Role(TextChoices):
    """Everyone who can act. The staff roles are also the names of the user groups."""

    APPLICANT = "applicant", _("Applicant")
    GUARDIAN = "guardian", _("Guardian")
    GROUP_MEMBER = "group_member", _("Group member")
    CASE_OFFICER = "case_officer", _("Case officer")
    COMMITTEE_MEMBER = "committee_member", _("Board member")
    BOARD_SECRETARY = "board_secretary", _("Board secretary")
    FINANCE = "finance", _("Finance")
    COMMUNICATOR = "communicator", _("Communicator")
    STRATEGIST = "strategist", _("International strategist")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM = "system", _("The system")


STAFF_ROLES = (
    Role.CASE_OFFICER,
    Role.COMMITTEE_MEMBER,
    Role.BOARD_SECRETARY,
    Role.FINANCE,
    Role.COMMUNICATOR,
    Role.STRATEGIST,
    Role.AUDITOR,
)

# Named sets, so that no other file lists states by hand.
UNDECIDED = frozenset({State.SUBMITTED, State.IN_REVIEW, State.SUPPLEMENT_REQUESTED, State.PREPARED})
WITH_DECISION = frozenset({State.DECIDED, State.CLOSED})
FINAL = frozenset({State.CLOSED, State.WITHDRAWN})

TRANSITIONS: Mapping[tuple[State, State], frozenset[Role]] = {
    (State.SUBMITTED, State.IN_REVIEW): frozenset({Role.CASE_OFFICER}),
    (State.IN_REVIEW, State.SUPPLEMENT_REQUESTED): frozenset({Role.CASE_OFFICER}),
    # The applicant's answer brings it back; so does an officer who no longer waits for one.
    (State.SUPPLEMENT_REQUESTED, State.IN_REVIEW): frozenset({Role.APPLICANT, Role.CASE_OFFICER}),
    (State.IN_REVIEW, State.PREPARED): frozenset({Role.CASE_OFFICER}),
    # The officer decides on delegation only; `permissions.decision_bases` holds that line.
    (State.PREPARED, State.DECIDED): frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY}),
    (State.DECIDED, State.CLOSED): frozenset({Role.CASE_OFFICER}),
    # The applicant by herself, or an officer whom she has told.
    **{
        (state, State.WITHDRAWN): frozenset({Role.APPLICANT, Role.CASE_OFFICER})
        for state in sorted(UNDECIDED)
    },
}


def roles_for(source: State | str, target: State | str) -> frozenset[Role]:
    """The roles that may move an application from `source` to `target`; empty when nobody may."""
    return TRANSITIONS.get((State(source), State(target)), frozenset())


def targets_for(source: State | str, roles: frozenset[Role]) -> list[State]:
    """The states that someone with any of `roles` may move an application in `source` to."""
    return [target for (start, target), allowed in TRANSITIONS.items() if start == source and allowed & roles]


def diagram() -> str:
    """The table as a Mermaid state diagram, for `docs/states.md`."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.SUBMITTED}: applicant"]
    for (source, target), roles in TRANSITIONS.items():
        lines.append(f"    {source} --> {target}: {', '.join(sorted(roles))}")
    lines += [f"    {state} --> [*]" for state in State if state in FINAL]
    return "\n".join(lines)
