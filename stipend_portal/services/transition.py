"""The one way an application changes state.

    with transition(application=application, to=State.DECIDED, actor=user) as locked:
        locked.current_decision = Decision.objects.create(...)
        enqueue(...)

The row is locked, role and state are judged, and the caller's changes, the new state, the event and any
mail are written together or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Event, OutboxMessage, Round
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import acting_role, roles_in, visible_to
from stipend_portal.phases import Work, allows, work_for
from stipend_portal.services.errors import LetterHeld, NotAllowed, WrongPhase, WrongState
from stipend_portal.states import STAFF_ROLES, TRANSITIONS, Role, State


def record_event(
    *,
    application: Application,
    kind: EventKind,
    role: Role,
    actor: User | None = None,
    actor_name: str = "",
    from_state: str = "",
    to_state: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Add a line to the case's log. For someone without an account, give `actor_name`."""
    return Event.objects.create(
        application=application,
        kind=kind,
        at=timezone.now(),
        actor=actor,
        actor_name=actor_name or str(actor or ""),
        actor_role=role,
        from_state=from_state,
        to_state=to_state,
        data=data or {},
    )


def _open_to(actor: User) -> QuerySet[Application]:
    return visible_to(actor) | visible_to(actor, [])


def lock(application: Application, actor: User) -> Application:
    """The application's row, locked until the transaction ends, if the actor may see it.

    Her own is always hers, as an applicant's: what she may do with it, `permissions.roles_in` says, whatever
    work she has. Raises `NotAllowed` otherwise, also when it does not exist: the two look the same from outside.
    """
    rows = _open_to(actor).select_related("round").select_for_update(of=("self",))
    locked = rows.filter(pk=application.pk).first()
    if locked is None:
        raise NotAllowed
    # While it waited for the row, she may have said that she has jäv: the row is old, the door is not.
    if not _open_to(actor).filter(pk=locked.pk).exists():
        raise NotAllowed
    return locked


def require_phase(round_: Round, work: Work | None) -> None:
    """Raise `WrongPhase` when the people of the round do not do this now. None is done in any phase."""
    if work and not allows(round_.phase, work):
        raise WrongPhase


def hold_phase(round_: Round, work: Work | None) -> None:
    """As `require_phase`, of the phase that the round is in now, where it stays until the transaction ends.

    Locks are taken in one order: a meeting, the cases, their rounds. Whoever needs several cases locks them all
    before the first round, and several rounds in the order of their keys.
    """
    if work is None:
        return
    phases = Round.objects.select_for_update(no_key=True).values_list("phase", flat=True)
    round_.phase = phases.get(pk=round_.pk)
    require_phase(round_, work)


@contextmanager
def transition(
    *,
    application: Application,
    to: State,
    actor: User,
    source: State | None = None,
    kind: EventKind = EventKind.MOVED,
    data: dict[str, Any] | None = None,
) -> Iterator[Application]:
    """Move an application to `to`; yields the locked row for further changes in the same transaction.

    `source` is where it must stand, for an act that is one of several ways to `to`. Raises `WrongState`
    when it stands elsewhere or no one could make this move from where it is, `NotAllowed` when this actor
    cannot, `WrongPhase` when the round is not there. `data` is kept on the event and may be filled
    inside the block.
    """
    data = {} if data is None else data
    with transaction.atomic():
        locked = lock(application, actor)
        stands = State(locked.state)
        if (stands, to) not in TRANSITIONS or source not in {None, stands}:
            raise WrongState
        role = acting_role(roles_in(actor, locked), stands, to)
        if role is None:
            raise NotAllowed
        if role in STAFF_ROLES:
            hold_phase(locked.round, work_for(to))
        yield locked
        locked.state = to
        locked.save()
        record_event(
            application=locked,
            kind=kind,
            role=role,
            actor=actor,
            from_state=stands,
            to_state=to,
            data=data,
        )
    application.refresh_from_db()


def require_letters_released(application: Application) -> None:
    """Raise `LetterHeld` while the applicant has not been told of the decision."""
    if application.messages.filter(status=OutboxMessage.Status.HELD).exists():
        raise LetterHeld


def move(
    *, application: Application, to: State, actor: User, source: State | None = None, note: str = ""
) -> None:
    """A move that changes nothing but the state: taken into review, prepared, closed.

    Raises as `transition`, and `LetterHeld` where a case would be closed before its letter has gone.
    """
    data = {"note": note} if note else None
    with transition(application=application, source=source, to=to, actor=actor, data=data) as locked:
        if to is State.CLOSED:
            require_letters_released(locked)
