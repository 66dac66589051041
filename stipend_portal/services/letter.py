"""Letting a written letter go. Four eyes: never by the one who prepared it."""

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.mail.outbox import ready
from stipend_portal.models import OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import may_release, roles_in
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import Role


@transaction.atomic
def release(*, message: OutboxMessage, actor: User) -> None:
    """Put a held letter in the queue. Raises `WrongState` when it has gone already, else `NotAllowed`."""
    application = lock(message.application, actor)
    message = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if message.status != OutboxMessage.Status.HELD:
        raise WrongState
    roles = roles_in(actor, application)
    if not may_release(actor, message, roles):
        raise NotAllowed
    message.status = ready(message.recipient)
    message.released_by = actor
    message.released_at = message.next_attempt_at = timezone.now()
    message.save()
    record_event(
        application=application,
        kind=EventKind.LETTER_RELEASED,
        role=Role.BOARD_SECRETARY if Role.BOARD_SECRETARY in roles else Role.CASE_OFFICER,
        actor=actor,
        data={"message": str(message.pk), "kind": message.kind},
    )
