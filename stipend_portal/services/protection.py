"""Protected identity: a case that only those who are named on it know of.

The tax agency marks people who are threatened (offentlighets- och sekretesslagen 22:1-2, and 5:5 about the
mark itself). Who may know of such a case is chosen by hand, one by one, and each choice is an event.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from home.models import User
from stipend_portal.assignments import free_of_conflict
from stipend_portal.models import Application, Assignment, ConflictOfInterest, RoundRole
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.services.errors import LastOneNamed, NotAllowed, WrongState
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import Role

# Who marks a case, takes the mark away and names people.
PROTECTING_ROLES = frozenset({Role.CASE_OFFICER})

# Who can have use for a case at all, and so may be named on it.
MAY_BE_NAMED = frozenset(
    {Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.COMMITTEE_MEMBER, Role.FINANCE, Role.AUDITOR}
)


def _lock_for_officer(application: Application, actor: User, *, protected: bool) -> Application:
    """The case, locked. Raises `NotAllowed` for anyone but an officer, `WrongState` when the mark is not so."""
    locked = lock(application, actor)
    if not roles_in(actor, locked) & PROTECTING_ROLES:
        raise NotAllowed
    if locked.protected != protected:
        raise WrongState
    return locked


def _with_role(application: Application, roles: frozenset[Role]) -> QuerySet[User]:
    """Those who have one of these roles in the case's round, and belong to the group of the role."""
    working = RoundRole.objects.filter(
        user=OuterRef("pk"), round=application.round_id, role__in=sorted(roles), user__groups__name=F("role")
    )
    return User.objects.filter(Exists(working), is_active=True)


def may_be_named(application: Application) -> QuerySet[User]:
    """Those who can be named on the case: they work in its round, do not know of it yet, and have no jäv."""
    known = Assignment.objects.filter(application=application, user=OuterRef("pk"))
    people = free_of_conflict(_with_role(application, MAY_BE_NAMED), application)
    return people.filter(~Exists(known)).order_by("first_name", "last_name", "pk")


def require_officer_left(application: Application, leaving: User) -> None:
    """Raise `LastOneNamed` when nobody could open a protected case once this person has left it.

    Only an officer who is named and has said that she has no jäv can let others in.
    """
    if not application.protected:
        return
    named = Assignment.objects.filter(application=application, user=OuterRef("pk"))
    clear = ConflictOfInterest.objects.filter(
        application=application, user=OuterRef("pk"), has_conflict=False
    )
    officers = _with_role(application, PROTECTING_ROLES).filter(Exists(named), Exists(clear))
    if list(officers[:2]) == [leaving]:
        raise LastOneNamed


@transaction.atomic
def protect(*, application: Application, actor: User, reason: str) -> None:
    """Mark the case: from now on it is known to those who are named on it, the actor and the handler among them.

    Raises `NotAllowed` for anyone but an officer who sees the case, `WrongState` when it is marked already.
    """
    locked = _lock_for_officer(application, actor, protected=False)
    locked.protected = True
    locked.save(update_fields=["protected"])
    record_event(
        application=locked,
        kind=EventKind.PROTECTED,
        role=Role.CASE_OFFICER,
        actor=actor,
        data={"reason": reason},
    )
    _name(locked, actor, actor)


@transaction.atomic
def unprotect(*, application: Application, actor: User, reason: str) -> None:
    """Take the mark away: the case is seen by everyone who works in the round, and nobody is named any more.

    Raises as `protect` does.
    """
    locked = _lock_for_officer(application, actor, protected=True)
    named = locked.assignments.filter(kind=Assignment.Kind.NAMED).select_related("user")
    names = [str(each.user) for each in named]
    locked.protected = False
    locked.save(update_fields=["protected"])
    record_event(
        application=locked,
        kind=EventKind.UNPROTECTED,
        role=Role.CASE_OFFICER,
        actor=actor,
        data={"reason": reason, "named": names},
    )
    named.delete()


@transaction.atomic
def name_person(*, application: Application, person: User, actor: User) -> None:
    """Let one more person know of a protected case.

    Raises `NotAllowed` for anyone but an officer who sees the case, or when the person has no use for it
    or has jäv; `WrongState` when the case is not protected.
    """
    locked = _lock_for_officer(application, actor, protected=True)
    if not may_be_named(locked).filter(pk=person.pk).exists():
        raise NotAllowed
    _name(locked, person, actor)


@transaction.atomic
def take_name_off(*, application: Application, person: User, actor: User) -> None:
    """Let someone no longer know of a protected case. A handler or assessor leaves by her assignment instead.

    Raises `LastOneNamed` when no officer would be left, `WrongState` when she is not named, and otherwise as
    `name_person`.
    """
    locked = _lock_for_officer(application, actor, protected=True)
    named = locked.assignments.filter(user=person, kind=Assignment.Kind.NAMED)
    if not named:
        raise WrongState
    if locked.assignments.filter(user=person).count() == 1:
        require_officer_left(locked, person)
    named.delete()
    _tell_assignment(locked, EventKind.UNASSIGNED, person, actor)


@transaction.atomic
def record_opening(*, application: Application, actor: User) -> None:
    """Write in the log that a protected case was opened. Raises `NotAllowed` for someone who may not see it."""
    locked = lock(application, actor)
    record_event(application=locked, kind=EventKind.OPENED, role=min(roles_in(actor, locked)), actor=actor)


def _name(application: Application, person: User, actor: User) -> None:
    Assignment.objects.create(application=application, user=person, kind=Assignment.Kind.NAMED)
    _tell_assignment(application, EventKind.ASSIGNED, person, actor)


def _tell_assignment(application: Application, kind: EventKind, person: User, actor: User) -> None:
    record_event(
        application=application,
        kind=kind,
        role=Role.CASE_OFFICER,
        actor=actor,
        data={"person": str(person), "as": Assignment.Kind.NAMED},
    )
