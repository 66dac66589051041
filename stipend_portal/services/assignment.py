"""Who works with a case: its handler, and those who are to assess it."""

from collections.abc import Collection

from django.db import transaction

from home.models import User
from stipend_portal.assignments import free_of_conflict, people_of
from stipend_portal.models import Application, Assignment, ConflictOfInterest
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.phases import Work
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.protection import require_officer_left
from stipend_portal.services.transition import hold_phase, lock, record_event
from stipend_portal.states import FINAL, Role

Kind = Assignment.Kind

ROLE_FOR = {Kind.HANDLER: Role.CASE_OFFICER, Kind.ASSESSOR: Role.COMMITTEE_MEMBER}


def takes_people(application: Application) -> bool:
    """Whether anybody still works with the case."""
    return application.state not in FINAL


def may_be(kind: Kind, application: Application) -> list[User]:
    """Who can be handler, or assessor, of a case: those with the role in the round and without jäv.

    A handler has said herself that she has none; whoever has not answered is asked first. An assessor is
    asked when she opens the case.
    """
    people = free_of_conflict(people_of(application.round_id, ROLE_FOR[kind]), application)
    if kind == Kind.HANDLER:
        answers = ConflictOfInterest.objects.filter(application=application, has_conflict=False)
        people = people.filter(pk__in=answers.values("user"))
    return list(people)


def _lock_for_officer(application: Application, actor: User) -> Application:
    locked = lock(application, actor)
    if Role.CASE_OFFICER not in roles_in(actor, locked):
        raise NotAllowed
    if not takes_people(locked):
        raise WrongState
    hold_phase(locked.round, Work.HANDLE)
    return locked


def _tell(kind: EventKind, assignment: Assignment, actor: User) -> None:
    record_event(
        application=assignment.application,
        kind=kind,
        role=Role.CASE_OFFICER,
        actor=actor,
        data={"person": str(assignment.user), "as": assignment.kind},
    )


def _take_off(assignment: Assignment, actor: User) -> None:
    """Someone leaves. A protected case never loses the last officer who knows of it."""
    application, person = assignment.application, assignment.user
    if application.assignments.filter(user=person).count() == 1:
        require_officer_left(application, person)
    _tell(EventKind.UNASSIGNED, assignment, actor)
    assignment.delete()


def _set(application: Application, actor: User, kind: Kind, people: Collection[User]) -> None:
    """Make these, and no others, the people of this kind. The application is locked."""
    now = list(application.assignments.filter(kind=kind).select_related("user"))
    there = {each.user_id for each in now}
    coming = [person for person in people if person.pk not in there]
    if coming and not {person.pk for person in coming} <= {each.pk for each in may_be(kind, application)}:
        raise NotAllowed
    wanted = {person.pk for person in people}
    leaving = [each for each in now if each.user_id not in wanted]
    if kind == Kind.ASSESSOR and leaving:
        begun = application.assessments.filter(assessor__in=[each.user_id for each in leaving])
        if begun.exists():
            raise WrongState
    # First those who leave: a case has one handler at a time.
    for assignment in leaving:
        assignment.application = application
        _take_off(assignment, actor)
    for person in coming:
        assignment = Assignment.objects.create(application=application, user=person, kind=kind)
        _tell(EventKind.ASSIGNED, assignment, actor)


@transaction.atomic
def set_handler(*, application: Application, actor: User, person: User | None) -> None:
    """Give a case to one officer of its round, oneself or another, or to nobody.

    Raises `NotAllowed` when the actor is no officer of the round or `person` cannot handle the case,
    `WrongState` when the case is closed, `WrongPhase`, and `LastOneNamed` where a protected case would be
    left without anyone who knows of it.
    """
    locked = _lock_for_officer(application, actor)
    _set(locked, actor, Kind.HANDLER, [person] if person else [])


@transaction.atomic
def set_assessors(*, application: Application, actor: User, people: Collection[User]) -> None:
    """Let these board members, and no others, assess a case.

    Whoever has jäv is never among them. Raises as `set_handler`, and `WrongState` where someone would be
    taken off who has begun to assess.
    """
    locked = _lock_for_officer(application, actor)
    _set(locked, actor, Kind.ASSESSOR, people)
