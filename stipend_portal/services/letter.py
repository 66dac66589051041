"""Letting written letters go, and seeing to those that did not arrive. Four eyes: never by the one who prepared it."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.letters import begun, letter_for
from stipend_portal.mail.outbox import ready
from stipend_portal.models import Application, CaseDocument, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.permissions import RELEASING_ROLES, may_release, roles_in, round_roles, visible_to
from stipend_portal.services.case_document import register
from stipend_portal.services.errors import LettersChanged, NotAllowed, WrongState
from stipend_portal.services.round_event import record_round_event
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import Role

Status = OutboxMessage.Status


def fingerprint(message: OutboxMessage) -> str:
    """What a letter says and to whom, as SHA-256: what is released is what was read."""
    return sha256("\0".join([message.recipient, message.subject, message.body]).encode()).hexdigest()


def carries_secret_link(message: OutboxMessage) -> bool:
    """Whether the mail lets whoever has it answer for someone."""
    return bool(message.approval_id or message.member_id)


def is_overtaken(message: OutboxMessage) -> bool:
    """Whether it is a letter about a decision that has been corrected since it was written."""
    decision = message.application.current_decision if message.application else None
    is_letter = message.kind == OutboxMessage.Kind.DECISION_LETTER
    return bool(is_letter and decision and message.created_at < decision.recorded_at)


def _role(roles: frozenset[Role]) -> Role:
    return Role.BOARD_SECRETARY if Role.BOARD_SECRETARY in roles else Role.CASE_OFFICER


def _waiting(message: OutboxMessage, status: set[Status]) -> OutboxMessage:
    """The message, locked, if it still stands like that. Raises `WrongState`."""
    locked = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if locked.status not in status:
        raise WrongState
    return locked


def _let_go(message: OutboxMessage, application: Application, actor: User, role: Role) -> None:
    message.status = ready(message.recipient)
    message.released_by = actor
    message.released_at = message.next_attempt_at = timezone.now()
    message.save()
    record_event(
        application=application,
        kind=EventKind.LETTER_RELEASED,
        role=role,
        actor=actor,
        data={"message": str(message.pk), "kind": message.kind},
    )
    register(
        application=application,
        kind=CaseDocument.Kind.LETTER,
        direction=CaseDocument.Direction.OUTGOING,
        title=message.subject,
    )


@transaction.atomic
def release(*, message: OutboxMessage, actor: User) -> None:
    """Put a held letter in the queue. Raises `WrongState` when it has gone already, else `NotAllowed`."""
    application = lock(message.application, actor)
    message = _waiting(message, {Status.HELD})
    roles = roles_in(actor, application)
    if not may_release(actor, message, roles):
        raise NotAllowed
    _let_go(message, application, actor, _role(roles))


@transaction.atomic
def release_batch(*, shown: Mapping[UUID, str], actor: User) -> int:
    """Put many held letters in the queue, all or none. Returns how many.

    `shown` are the letters that were read, with the `fingerprint` of each as it was shown. Raises
    `LettersChanged` when one has gone or reads otherwise now, and `NotAllowed` when one is not hers to
    release.
    """
    roles = round_roles(actor)
    wanted = OutboxMessage.objects.filter(pk__in=shown).values("application")
    # The cases first and in one order, as everything else locks them.
    cases = visible_to(actor, roles).select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    applications = {case.pk: case for case in cases.select_related("round")}
    messages = list(OutboxMessage.objects.select_for_update().filter(pk__in=shown).order_by("pk"))
    if len(messages) != len(shown) or {each.application_id for each in messages} - applications.keys():
        raise NotAllowed
    changed = [
        applications[each.application_id or 0].reference
        for each in messages
        if each.status != Status.HELD or fingerprint(each) != shown[each.pk]
    ]
    if changed:
        raise LettersChanged(changed)
    for message in messages:
        application = applications[message.application_id or 0]
        own = roles_in(actor, application, roles)
        if not may_release(actor, message, own):
            raise NotAllowed
        _let_go(message, application, actor, _role(own))
    for round_ in {case.round for case in applications.values()}:
        number = sum(case.round_id == round_.pk for case in applications.values())
        record_round_event(
            round=round_, kind=RoundEventKind.LETTERS_RELEASED, actor=actor, data={"number": number}
        )
    return len(messages)


def _allowed(application: Application, actor: User) -> Role:
    roles = roles_in(actor, application) & RELEASING_ROLES
    if not roles:
        raise NotAllowed
    return _role(roles)


@transaction.atomic
def change(*, message: OutboxMessage, actor: User, subject: str, body: str) -> None:
    """Change the words of a letter that waits; who did so has prepared it, and someone else releases it.

    What tells which decision is replaced stays first in it. Raises `WrongState` when it has gone, and
    `NotAllowed`.
    """
    application = lock(message.application, actor)
    role = _allowed(application, actor)
    message = _waiting(message, {Status.HELD})
    before = fingerprint(message)
    body = begun(body, application.current_decision)
    message.subject, message.body, message.prepared_by = subject, body, actor
    message.save()
    record_event(
        application=application,
        kind=EventKind.LETTER_CHANGED,
        role=role,
        actor=actor,
        data={"message": str(message.pk), "before": before, "after": fingerprint(message)},
    )


def write_anew(*, message: OutboxMessage, actor: User) -> None:
    """Fill the template in again, after it was changed. Raises `WrongState` when the letter has gone."""
    decision = message.application.current_decision
    if decision is None:
        raise WrongState
    letter = letter_for(decision)
    change(message=message, actor=actor, subject=letter.subject, body=letter.body + "\n")


@transaction.atomic
def send_again(*, message: OutboxMessage, actor: User, recipient: str, reason: str) -> OutboxMessage:
    """Send a mail that did not arrive once more, to the same address or another; to none means by post.

    The address of an account is never changed by this. Raises `WrongState` when it has been seen to
    already, tells of a decision that has been corrected, or carries the secret link of a guardian or a
    member, who is asked again instead (see `guardian_record` and `member_record`), and `NotAllowed`.
    """
    application = lock(message.application, actor)
    role = _allowed(application, actor)
    old = _waiting(message, {Status.BOUNCED, Status.FAILED})
    if carries_secret_link(old) or is_overtaken(old):
        raise WrongState
    new = OutboxMessage.objects.create(
        application=application,
        kind=old.kind,
        recipient=recipient,
        subject=old.subject,
        body=old.body,
        status=ready(recipient),
        replaces=old,
    )
    old.status = Status.REPLACED
    old.save(update_fields=["status"])
    record_event(
        application=application,
        kind=EventKind.LETTER_RESENT,
        role=role,
        actor=actor,
        data={"message": str(new.pk), "instead_of": str(old.pk), "by_post": not recipient, "reason": reason},
    )
    return new


@transaction.atomic
def post(*, message: OutboxMessage, actor: User, on: date) -> None:
    """Note that a printed letter was posted. Raises `WrongState` when that is noted already, `NotAllowed`."""
    application = lock(message.application, actor)
    role = _allowed(application, actor)
    message = _waiting(message, {Status.TO_PRINT})
    message.status = Status.POSTED
    message.sent_at = timezone.now()
    message.save(update_fields=["status", "sent_at"])
    record_event(
        application=application,
        kind=EventKind.LETTER_POSTED,
        role=role,
        actor=actor,
        data={"message": str(message.pk), "kind": message.kind, "on": on.isoformat()},
    )
    register(
        application=application,
        kind=CaseDocument.Kind.LETTER_BY_POST,
        direction=CaseDocument.Direction.OUTGOING,
        title=message.subject,
        on=on,
        registered_by=actor,
    )
