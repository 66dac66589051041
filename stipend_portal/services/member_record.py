"""What a case officer does about a member of a group who does not answer by her link."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.completeness import newest_only
from stipend_portal.models import Application, CaseDocument, GroupMember, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.models.signed_link import new_nonce
from stipend_portal.permissions import roles_in
from stipend_portal.services.asking import mail_member
from stipend_portal.services.case_document import register
from stipend_portal.services.errors import AddressTaken, NotAllowed, WrongState
from stipend_portal.services.member import ask_her_guardians, say, tell
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import UNDECIDED, Role

Status = GroupMember.Status


def current_members(application: Application) -> list[GroupMember]:
    """The members whom the newest version names."""
    return list(newest_only(application.members.select_related("version")))


def can_be_asked_again(member: GroupMember) -> bool:
    """Whether a member of the newest version is still to answer. Her `application` is read."""
    return member.status == Status.INVITED and member.application.state in UNDECIDED


def is_taken(email: str, member: GroupMember, current: list[GroupMember]) -> bool:
    """Whether an address is the contact person's or another member's: each must have one of her own."""
    taken = {member.application.email} | {each.email for each in current if each.pk != member.pk}
    return email.casefold() in {each.casefold() for each in taken}


def answers_on_paper(member: GroupMember) -> frozenset[Status]:
    """What a paper from a member of the newest version can say that is new. Her `application` is read."""
    if member.application.state not in UNDECIDED:
        return frozenset()
    return frozenset({Status.CONFIRMED, Status.DECLINED}) - {Status(member.status)}


def _locked(member: GroupMember, actor: User) -> tuple[GroupMember, list[GroupMember]]:
    """Her row under lock, and all of the newest version. Raises `NotAllowed`, `WrongState` for an older one."""
    application = lock(member.application, actor)
    if Role.CASE_OFFICER not in roles_in(actor, application):
        raise NotAllowed
    current = current_members(application)
    fresh = next((each for each in current if each.pk == member.pk), None)
    if fresh is None:
        raise WrongState
    return fresh, current


@transaction.atomic
def record_member_on_paper(
    *,
    member: GroupMember,
    actor: User,
    comes: bool,
    signed_on: date,
    note: str = "",
    told: Mapping[str, Any] | None = None,
) -> GroupMember:
    """Record a yes or a no that a member has signed on paper on the day `signed_on`.

    `told` is what the paper says of her guardians, as for `member.confirm`, which this otherwise equals: the
    contact person is told, and the guardians are asked of someone under eighteen. Raises `NotAllowed`, or
    `WrongState` also when the paper says nothing new.
    """
    fresh, _current = _locked(member, actor)
    status = Status.CONFIRMED if comes else Status.DECLINED
    if status not in answers_on_paper(fresh):
        raise WrongState
    if comes:
        tell(fresh, told)
    else:
        fresh.reason = ""
    say(fresh, status, recorded_by=actor, paper={"signed_on": signed_on.isoformat(), "note": note})
    register(
        application=fresh.application,
        kind=CaseDocument.Kind.LETTER_BY_POST,
        direction=CaseDocument.Direction.INCOMING,
        title=fresh.name,
        registered_by=actor,
    )
    if comes:
        ask_her_guardians(fresh)
    return fresh


@transaction.atomic
def ask_member_again(*, member: GroupMember, actor: User, email: str) -> GroupMember:
    """Send the question again, to `email`, with a new link; every link sent before is worthless from now.

    What was sent in stays as it is, with the address as it was written there. Raises `NotAllowed`,
    `WrongState` when she has answered or a newer version has come, and `AddressTaken`.
    """
    fresh, current = _locked(member, actor)
    if not can_be_asked_again(fresh):
        raise WrongState
    if is_taken(email, fresh, current):
        raise AddressTaken
    corrected = fresh.email != email
    fresh.email, fresh.nonce = email, new_nonce()
    fresh.invited_at, fresh.reminders, fresh.reminded_at = timezone.now(), 0, None
    fresh.save(update_fields=["email", "nonce", "invited_at", "reminders", "reminded_at"])
    # A mail makes its link when it leaves: one that still waits would bring the new link to the old address.
    waiting = fresh.messages.filter(status=OutboxMessage.Status.QUEUED)
    waiting.update(status=OutboxMessage.Status.FAILED, last_error="replaced by a new question")
    mail_member(fresh)
    record_event(
        application=fresh.application,
        kind=EventKind.MEMBER_ASKED_AGAIN,
        role=Role.CASE_OFFICER,
        actor=actor,
        data={"member": fresh.pk, "version": fresh.version.number, "corrected": corrected},
    )
    return fresh
