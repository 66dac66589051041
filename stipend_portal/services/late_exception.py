"""Late applications that are considered all the same: one by one, with a reason, or by a later closing day."""

from collections.abc import Iterable

from django.db import transaction

from home.models import User
from stipend_portal import rules
from stipend_portal.models import Application, Round
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.phases import Work
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.transition import hold_phase, lock, record_event
from stipend_portal.states import UNDECIDED, Role

ACCEPTING_ROLES = frozenset({Role.CASE_OFFICER})


def require_late(application: Application) -> None:
    """Raise `WrongState` for one that came in time, has been accepted already, or is no longer considered."""
    if not application.late_not_accepted or application.state not in UNDECIDED:
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
    hold_phase(locked.round, Work.HANDLE)
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


def hold_late(round_id: int) -> list[Application]:
    """The late applications of a round that are not decided, locked until the transaction ends.

    To be called before the round is locked: whoever locks both takes the cases first.
    """
    late = Application.objects.filter(round=round_id, received_late=True, state__in=sorted(UNDECIDED))
    return list(late.order_by("pk").select_for_update(of=("self",)))


def count_anew(*, held: Iterable[Application], round: Round, actor: User, reason: str) -> None:
    """Those of `held` that are in time by the round's closing day as it is now are no longer late.

    All who apply are judged by the same day (kommunallagen 2:3). Nobody who came in time becomes late.
    """
    for case in held:
        if rules.is_late(case.received_at, round.closes_at):
            continue
        case.received_late = case.late_accepted = False
        case.save(update_fields=["received_late", "late_accepted"])
        record_event(
            application=case,
            kind=EventKind.NO_LONGER_LATE,
            role=Role.CASE_OFFICER,
            actor=actor,
            data={"reason": reason},
        )
