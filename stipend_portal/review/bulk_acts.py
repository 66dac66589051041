"""What can be done to many cases at once, and which cases it can be done to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.models import User
from stipend_portal.formats import Text
from stipend_portal.models import Application
from stipend_portal.permissions import rounds_with
from stipend_portal.phases import Work, allows
from stipend_portal.review.acts import ASK_FOR_MORE, PREPARE, TAKE
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.services.assignment import takes_people
from stipend_portal.services.diary import NUMBERERS
from stipend_portal.services.errors import ActRefused, LastOneNamed, NotAllowed, WrongPhase, WrongState
from stipend_portal.services.transition import move
from stipend_portal.states import Role, State

# Each case is its own transaction, and all of them are done while the person waits.
MOST_AT_ONCE = 300

OFFICER = frozenset({Role.CASE_OFFICER})


@dataclass(frozen=True)
class BulkAct:
    """One act: who does it, where a case must stand, and the words of its page.

    `source` None is any state. `fields` names the kind of form that goes with it, empty for none.
    """

    slug: str
    label: Text
    explanation: Text
    roles: frozenset[Role] = OFFICER
    source: State | None = None
    target: State | None = None
    fields: str = ""
    needs_guardians: bool = False


TAKE_MANY = BulkAct(
    "handlagg",
    TAKE.label,
    gettext_lazy("The applicants will see that someone has begun to read their applications."),
    source=TAKE.source,
    target=TAKE.target,
)
ASSIGN_MANY = BulkAct(
    "handlaggare",
    gettext_lazy("Choose handler"),
    gettext_lazy("The cases get this handler instead of the one they may have. No mail is sent."),
    fields="handler",
)
ASK_MANY = BulkAct(
    "komplettering",
    ASK_FOR_MORE.label,
    gettext_lazy(
        "Every applicant gets the same text and may change the same pages. Each gets a mail of her own, and "
        "each answer becomes a new version of that application."
    ),
    source=ASK_FOR_MORE.source,
    target=ASK_FOR_MORE.target,
    fields="supplement",
)
PREPARE_MANY = BulkAct(
    "bered",
    PREPARE.label,
    gettext_lazy("Everything has been checked and the cases are ready to be decided."),
    source=PREPARE.source,
    target=PREPARE.target,
    needs_guardians=True,
)
NUMBER_MANY = BulkAct(
    "diarienummer",
    gettext_lazy("Write diary numbers"),
    gettext_lazy(
        "Write the number that each case has in the diary. A case whose field is empty is left as it is."
    ),
    roles=NUMBERERS,
    fields="diary",
)

BULK_ACTS = {act.slug: act for act in (TAKE_MANY, ASSIGN_MANY, ASK_MANY, PREPARE_MANY, NUMBER_MANY)}


def bulk_acts_for(desk: Desk) -> list[BulkAct]:
    """The acts that a person does in any of her rounds."""
    return [act for act in BULK_ACTS.values() if rounds_with(desk.roles, act.roles)]


def problem_with(act: BulkAct, case: Application, desk: Desk) -> str:
    """Why an act cannot be done to a case as it stands; empty when it can. The services judge again."""
    if case.round_id not in rounds_with(desk.roles, act.roles):
        return _("You do not have this role in its round.")
    if act.source and case.state != act.source:
        return _("It is not where this is done: it is “%(state)s”.") % {"state": case.get_state_display()}
    if act is ASSIGN_MANY and not takes_people(case):
        return _("Nobody works with it any more.")
    if act is not NUMBER_MANY and not allows(case.round.phase, Work.HANDLE):
        return _("Its round is in the phase “%(phase)s”, and this is not done then.") % {
            "phase": case.round.get_phase_display()
        }
    return ""


def in_words(error: ActRefused, case: Application) -> str:
    """Why a service would not do it."""
    match error:
        case WrongPhase():
            return _("Its round has moved on to another phase.")
        case LastOneNamed():
            return _("It has protected identity, and nobody would be left who knows of it.")
        case WrongState():
            case.refresh_from_db(fields=["state"])
            return _("It has moved on meanwhile: it is “%(state)s”.") % {"state": case.get_state_display()}
        case NotAllowed():
            return _("It is not yours to do, or the person you chose cannot handle it.")
        case _:
            return _("It could not be done. Open the case to see why.")


def mover(act: BulkAct, actor: User) -> Callable[[Application], None]:
    """What does an act that changes nothing but the state."""

    def do(case: Application) -> None:
        move(application=case, source=act.source, to=State(act.target), actor=actor)

    return do
