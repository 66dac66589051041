"""What can be done to a case from its page: one act for each move of the table that staff make."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stipend_portal.models import Application
from stipend_portal.states import TRANSITIONS, Role, State, targets_for


@dataclass(frozen=True)
class Act:
    """One move: its address, the words on its button, what it means, and what is said when it is done."""

    slug: str
    target: State
    label: Promise
    explanation: Promise
    done: Promise
    # Whether missing guardians are worth a warning before it is done.
    needs_guardians: bool = False


TAKE = Act(
    "handlagg",
    State.IN_REVIEW,
    _("Take into review"),
    _("The applicant will see that someone has begun to read the application."),
    _("The application is in review."),
)
PREPARE = Act(
    "bered",
    State.PREPARED,
    _("Mark as prepared"),
    _("Everything has been checked and the case is ready to be decided."),
    _("The application is prepared."),
    needs_guardians=True,
)
DECIDE = Act(
    "besluta",
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
    State.CLOSED,
    _("Close the case"),
    _("Nothing more is to be done in the case. It can still be read."),
    _("The case is closed."),
)

ACTS: tuple[Act, ...] = (TAKE, PREPARE, DECIDE, CLOSE)
BY_SLUG: Mapping[str, Act] = {act.slug: act for act in ACTS}
BY_TARGET: Mapping[State, Act] = {act.target: act for act in ACTS}


def acts_now(case: Application, roles: frozenset[Role]) -> list[Act]:
    """The acts that someone with `roles` may do to the case as it stands."""
    return [BY_TARGET[target] for target in targets_for(case.state, roles) if target in BY_TARGET]


def may_ever(act: Act, roles: frozenset[Role]) -> bool:
    """Whether someone with `roles` may do this act in any state at all."""
    return any(target == act.target and allowed & roles for (_from, target), allowed in TRANSITIONS.items())
