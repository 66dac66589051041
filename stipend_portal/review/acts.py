"""What can be done to a case from its page: one act for each move of the table that staff make."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stipend_portal.models import Application, Round
from stipend_portal.phases import allows, work_for
from stipend_portal.states import Role, State, roles_for, targets_for


# Compared by identity: its words read otherwise, and hash otherwise, in another language.
@dataclass(frozen=True, eq=False)
class Act:
    """One move: its address, the words on its button, what it means, and what is said when it is done."""

    slug: str
    source: State
    target: State
    label: Promise
    explanation: Promise
    done: Promise
    # Whether missing guardians are worth a warning before it is done.
    needs_guardians: bool = False


TAKE = Act(
    "handlagg",
    State.SUBMITTED,
    State.IN_REVIEW,
    _("Take into review"),
    _("The applicant will see that someone has begun to read the application."),
    _("The application is in review."),
)
PREPARE = Act(
    "bered",
    State.IN_REVIEW,
    State.PREPARED,
    _("Mark as prepared"),
    _("Everything has been checked and the case is ready to be decided."),
    _("The application is prepared."),
    needs_guardians=True,
)
ASK_FOR_MORE = Act(
    "begar-komplettering",
    State.IN_REVIEW,
    State.SUPPLEMENT_REQUESTED,
    _("Ask for more"),
    _(
        "Choose which pages the applicant may change and write what is missing. The applicant gets a mail "
        "with your text and the last day. What was sent before is kept, and the answer becomes a new version."
    ),
    _("The applicant has been asked for more."),
)
STOP_WAITING = Act(
    "sluta-vanta",
    State.SUPPLEMENT_REQUESTED,
    State.IN_REVIEW,
    _("No longer wait"),
    _(
        "The applicant can no longer change the application, and it is judged as it is. No mail is sent "
        "about this: write a message if the applicant should know."
    ),
    _("The application is in review again."),
)
DECIDE = Act(
    "besluta",
    State.PREPARED,
    State.DECIDED,
    _("Record the decision"),
    _(
        "Write down what has been decided. A letter to the applicant is written at once. It waits until "
        "someone other than you has read it and released it."
    ),
    _("The decision is recorded. The letter waits for someone else to release it."),
    needs_guardians=True,
)
CLOSE = Act(
    "avsluta",
    State.DECIDED,
    State.CLOSED,
    _("Close the case"),
    _("Nothing more is to be done in the case. It can still be read."),
    _("The case is closed."),
)

ACTS: tuple[Act, ...] = (TAKE, PREPARE, ASK_FOR_MORE, STOP_WAITING, DECIDE, CLOSE)


def may_ever(act: Act, roles: frozenset[Role]) -> bool:
    """Whether someone with `roles` may do this act when the case stands where it begins."""
    return bool(roles & roles_for(act.source, act.target))


def phase_allows(act: Act, round_: Round) -> bool:
    """Whether the act is done in the phase that the round is in."""
    work = work_for(act.target)
    return work is None or allows(round_.phase, work)


def acts_now(case: Application, roles: frozenset[Role]) -> list[Act]:
    """The acts that someone with `roles` may do to the case as it stands, the usual one first."""
    targets = targets_for(case.state, roles)
    return [
        act
        for act in ACTS
        if act.source == case.state and act.target in targets and phase_allows(act, case.round)
    ]
