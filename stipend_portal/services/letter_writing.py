"""Writing a decision letter from its template. It waits until someone else has read it."""

from home.models import User
from stipend_portal.letters import letter_for
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Decision, OutboxMessage


def write_letter(decision: Decision, actor: User) -> OutboxMessage:
    """The letter that tells the applicant, held until someone other than `actor` has read it."""
    application = decision.application
    return enqueue(
        kind=OutboxMessage.Kind.DECISION_LETTER,
        application=application,
        recipient=application.email,
        languages=(application.language,),
        context={"letter": letter_for(decision)},
        held_for=actor,
    )
