"""Answering about jäv, and correcting an answer (kommunallagen 6:28-30, 7:4)."""

from django.db import transaction

from home.models import User
from stipend_portal.models import Application, ConflictOfInterest
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in, to_be_asked, visible_to
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.protection import require_officer_left
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import Role

# Whoever has jäv says so herself; taking it back is for others (the body decides, kommunallagen 6:30).
CORRECTING_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY})


def _lock_for_answer(application: Application, actor: User) -> Application:
    """The case, locked, for someone who is asked or who reads it already."""
    for door in (to_be_asked(actor), visible_to(actor).exclude(applicant=actor.pk)):
        if door.filter(pk=application.pk).exists():
            return Application.objects.select_for_update().get(pk=application.pk)
    raise NotAllowed


def _leave(application: Application, person: User, actor: User, role: Role) -> None:
    """Nobody with jäv stays on a case."""
    for assignment in application.assignments.filter(user=person):
        record_event(
            application=application,
            kind=EventKind.UNASSIGNED,
            role=role,
            actor=actor,
            data={"person": str(person), "as": assignment.kind},
        )
        assignment.delete()


@transaction.atomic
def declare(*, application: Application, actor: User, has_conflict: bool, ground: Ground | str = "") -> None:
    """Answer for oneself: before the case is opened, or later when one finds that one has jäv.

    A no can become a yes in this way, never a yes a no. With a yes the case is gone for her, and she is
    taken off it. Saying the same thing again changes nothing. Raises `NotAllowed` for someone who neither
    is asked nor reads the case, `WrongState` for a no after a yes, and `LastOneNamed` for the only officer
    who can open a protected case.
    """
    locked = _lock_for_answer(application, actor)
    answer = ConflictOfInterest.objects.filter(application=locked, user=actor).first()
    if answer and answer.has_conflict == has_conflict:
        return
    if answer and not has_conflict:
        raise WrongState
    if has_conflict:
        require_officer_left(locked, actor)
    answer = answer or ConflictOfInterest(application=locked, user=actor)
    answer.has_conflict, answer.ground = has_conflict, ground if has_conflict else ""
    answer.save()
    role = min(roles_in(actor, locked))
    record_event(
        application=locked,
        kind=EventKind.CONFLICT_DECLARED if has_conflict else EventKind.NO_CONFLICT,
        role=role,
        actor=actor,
        data={"ground": answer.ground} if has_conflict else None,
    )
    if has_conflict:
        _leave(locked, actor, actor, role)


@transaction.atomic
def correct(*, application: Application, person: User, actor: User, has_conflict: bool, reason: str) -> None:
    """Change what someone else has answered, with a reason that is kept.

    For an officer or a secretary of the round, never about oneself. Raises `NotAllowed` otherwise,
    `WrongState` when the person has not answered or the answer is that already, and `LastOneNamed` for the
    only officer who can open a protected case.
    """
    locked = lock(application, actor)
    roles = roles_in(actor, locked) & CORRECTING_ROLES
    if not roles or person.pk == actor.pk:
        raise NotAllowed
    answer = ConflictOfInterest.objects.filter(application=locked, user=person).first()
    if answer is None or answer.has_conflict == has_conflict:
        raise WrongState
    if has_conflict:
        require_officer_left(locked, person)
    answer.has_conflict, answer.ground = has_conflict, Ground.OTHER if has_conflict else ""
    answer.save()
    role = min(roles)
    record_event(
        application=locked,
        kind=EventKind.CONFLICT_CORRECTED,
        role=role,
        actor=actor,
        data={"person": str(person), "conflict": has_conflict, "reason": reason},
    )
    if has_conflict:
        _leave(locked, person, actor, role)
