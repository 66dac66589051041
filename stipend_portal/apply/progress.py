"""The states in the applicant's words: where it stands and what happens next."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, Decision, Event
from stipend_portal.models.decision import Outcome
from stipend_portal.models.event import EventKind
from stipend_portal.states import Role, State, roles_for


@dataclass(frozen=True)
class Words:
    """A state told to the one it concerns."""

    state: str
    label: str
    next: str


def _decided(decision: Decision, *, letter_held: bool) -> tuple[str, str]:
    """What was decided; the outcome itself only when a second person has let the letter go."""
    if letter_held:
        return _("A decision has been made"), _("You get a letter by e-mail as soon as it has been checked.")
    labels = {
        Outcome.GRANTED: _("You get the stipend"),
        Outcome.PARTLY_GRANTED: _("You get a part of what you applied for"),
        Outcome.REFUSED: _("You do not get the stipend this time"),
        Outcome.DISMISSED: _("The application was not tried"),
    }
    more = _("You get a letter by e-mail with the reason and what you can do if you think it is wrong.")
    if decision.amount:
        more = _("The amount is %(amount)s.") % {"amount": as_kronor(decision.amount)} + " " + more
    return labels[Outcome(decision.outcome)], more


def words_for(application: Application) -> Words:
    """The state of an application from `queries.own_applications`, in words for the applicant."""
    state = State(application.state)
    told = {
        State.SUBMITTED: (
            _("We have received your application"),
            _("A case officer will read it. You need do nothing more now."),
        ),
        State.IN_REVIEW: (
            _("A case officer is reading your application"),
            _("We write to you if we need to ask about anything."),
        ),
        State.SUPPLEMENT_REQUESTED: (
            _("We need something more from you"),
            _("Read our message and answer it by the day it says."),
        ),
        State.PREPARED: (
            _("Your application is ready to be decided"),
            _("The education board, or someone it has appointed, decides. We write when it is done."),
        ),
        State.WITHDRAWN: (
            _("You have taken your application back"),
            _("Nothing more happens with it. You can apply again."),
        ),
    }
    label, more = (
        told[state]
        if state in told
        else _decided(application.current_decision, letter_held=application.letter_held)
    )
    return Words(state=state, label=label, next=more)


def _named_to_applicant(event: Event) -> str:
    """Who did it. The guardians of the others in the group are not named to her: she need not know them."""
    if "person" in event.data:  # on paper, written down by a case officer
        return event.data["person"]
    if event.data.get("on_paper"):  # done by a case officer, said by a guardian
        return _("A guardian")
    if event.actor_role == Role.GUARDIAN and "member" in event.data:
        return _("A guardian of someone in the group")
    return event.actor_name


def timeline(application: Application) -> list[dict[str, Any]]:
    """What has happened that concerns the applicant, in order, in the shape of the timeline component."""
    titles = {
        (EventKind.SUBMITTED, State.SUBMITTED): _("Your application came in"),
        (EventKind.MOVED, State.IN_REVIEW): _("A case officer began to read"),
        (EventKind.SUPPLEMENT_REQUESTED, State.SUPPLEMENT_REQUESTED): _("We asked for something more"),
        (EventKind.SUPPLEMENT_ANSWERED, State.IN_REVIEW): _("You sent something more"),
        (EventKind.SUPPLEMENT_ENDED, State.IN_REVIEW): _("We went on without waiting for more"),
        (EventKind.MESSAGE_SENT, ""): _("We wrote a message to you"),
        (EventKind.MESSAGE_RECEIVED, ""): _("You wrote a message to us"),
        (EventKind.MOVED, State.PREPARED): _("Ready to be decided"),
        (EventKind.DECISION_RECORDED, State.DECIDED): _("Decided"),
        (EventKind.MOVED, State.CLOSED): _("Closed"),
        (EventKind.MOVED, State.WITHDRAWN): _("You took it back"),
        (EventKind.GUARDIAN_APPROVED, ""): _("%(name)s said yes"),
        (EventKind.GUARDIAN_DECLINED, ""): _("%(name)s said no"),
        (EventKind.GUARDIAN_WITHDREW, ""): _("%(name)s took the yes back"),
        (EventKind.GUARDIAN_ON_PAPER, ""): _("A guardian's yes on paper came in"),
        (EventKind.GUARDIAN_WAIVED, ""): _("A case officer decided to go on without a guardian's answer"),
        (EventKind.GUARDIAN_ASKED_AGAIN, ""): _("We asked a guardian once more"),
        (EventKind.MEMBER_CONFIRMED, ""): _("%(name)s said yes"),
        (EventKind.MEMBER_DECLINED, ""): _("%(name)s said no"),
    }
    items = []
    for event in application.events.order_by("at", "pk"):
        title = titles.get((event.kind, event.to_state))
        if title:
            values = {"name": _named_to_applicant(event)}
            items.append({"when": event.at, "title": title % values, "text": "", "state": "done"})
    if items:
        items[-1]["state"] = "current"
    return items


def can_withdraw(application: Application) -> bool:
    """Whether the applicant may still take it back."""
    return Role.APPLICANT in roles_for(application.state, State.WITHDRAWN)
