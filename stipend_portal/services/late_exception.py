"""Treating a late application as if it had come in time: a decision of its own, with a reason."""

from django.db import transaction

from home.models import User
from stipend_portal.models import Application
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.phases import Work
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.transition import lock, record_event, require_phase
from stipend_portal.states import UNDECIDED, Role

ACCEPTING_ROLES = frozenset({Role.CASE_OFFICER})


def require_late(application: Application) -> None:
    """Raise `WrongState` for one that came in time, has been accepted already, or is no longer considered."""
    waits = application.received_late and not application.late_accepted
    if not waits or application.state not in UNDECIDED:
        raise WrongState


@transaction.atomic
def accept_late(*, application: Application, actor: User, reason: str) -> None:
    """Let a late application be considered with the others. That it came late stays written.

    Raises `NotAllowed` for anyone but a case officer of the round, `WrongPhase` when nobody handles cases
    now, and `WrongState` as `require_late` does.
    """
    locked = lock(application, actor)
    if not roles_in(actor, locked) & ACCEPTING_ROLES:
        raise NotAllowed
    require_phase(locked.round, Work.HANDLE)
    require_late(locked)
    locked.late_accepted = True
    locked.save(update_fields=["late_accepted"])
    record_event(
        application=locked,
        kind=EventKind.LATE_ACCEPTED,
        role=Role.CASE_OFFICER,
        actor=actor,
        data={"reason": reason},
    )
    application.late_accepted = True
