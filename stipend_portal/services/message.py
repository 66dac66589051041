"""Messages between the applicant and the case officers of her round."""

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, CaseDocument, Event, Message, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.services.case_document import register
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import FINAL, Role

WRITERS = frozenset({Role.APPLICANT, Role.CASE_OFFICER})
LONGEST_MESSAGE = 3000


def mark_from(posted: str) -> int:
    """The key of the newest message that a page showed, as the page posts it back; 0 for nonsense."""
    return int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 18 else 0


def takes_messages(application: Application) -> bool:
    """Whether anyone still works with the case: in one that is closed or taken back, nobody would read it."""
    return application.state not in FINAL


@transaction.atomic
def send_message(*, application: Application, actor: User, text: str, seen: int = 0) -> Message:
    """Write a message in the case, as the applicant or as an officer of its round.

    `seen` is the key of the newest message on the page it was written on: the same words from the same
    page are the same message, however often they are sent. An officer's message is told of by mail without
    its words, which may be private: mail is read on locked screens and in shared accounts. Only someone who
    applied on paper gets the words themselves, having no page to read them on. Raises
    `WrongState` when the case takes no messages any more, `NotAllowed` for anyone else.
    """
    locked = lock(application, actor)
    writing = roles_in(actor, locked) & WRITERS
    if not writing:
        raise NotAllowed
    if not takes_messages(locked):
        raise WrongState
    again = locked.correspondence.filter(pk__gt=seen, author=actor, text=text).first()
    if again:
        return again
    [role] = writing
    from_applicant = role is Role.APPLICANT
    message = Message.objects.create(
        application=locked,
        from_applicant=from_applicant,
        author=actor,
        author_name=locked.applicant_name if from_applicant else str(actor),
        text=text,
        at=timezone.now(),
    )
    record_event(
        application=locked,
        kind=EventKind.MESSAGE_RECEIVED if from_applicant else EventKind.MESSAGE_SENT,
        role=role,
        actor=actor,
        actor_name=message.author_name,
        data={"message": message.pk},
    )
    register(
        application=locked,
        kind=CaseDocument.Kind.MESSAGE,
        direction=CaseDocument.Direction.INCOMING if from_applicant else CaseDocument.Direction.OUTGOING,
        title=message.author_name,
    )
    if not from_applicant:
        enqueue(
            kind=OutboxMessage.Kind.MESSAGE,
            application=locked,
            recipient=locked.email,
            languages=(locked.language,),
            # For someone who applied on paper, who has no page to read it on.
            context={"text": text},
        )
    return message


def waits_for_answer(conversation: list[Message], settled: list[Event]) -> bool:
    """Whether the newest message is the applicant's and nobody has settled it. Both lists oldest first."""
    if not conversation or not conversation[-1].from_applicant:
        return False
    return not settled or settled[-1].at <= conversation[-1].at


@transaction.atomic
def settle_message(*, application: Application, actor: User, seen: int) -> None:
    """Note that the applicant's newest message, whose key is `seen`, needs no answer.

    Nothing is sent. Raises `NotAllowed` for others than an officer of the round, and `WrongState` when
    there is nothing to settle any more, or a newer message has come that the officer has not read.
    """
    locked = lock(application, actor)
    if Role.CASE_OFFICER not in roles_in(actor, locked):
        raise NotAllowed
    conversation = list(locked.correspondence.all())
    settled = list(locked.events.filter(kind=EventKind.MESSAGE_SETTLED))
    if not waits_for_answer(conversation, settled) or conversation[-1].pk != seen:
        raise WrongState
    record_event(
        application=locked,
        kind=EventKind.MESSAGE_SETTLED,
        role=Role.CASE_OFFICER,
        actor=actor,
        data={"message": seen},
    )
