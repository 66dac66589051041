"""The applicant takes her application back."""

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.services.supplement_request import close_request
from stipend_portal.services.transition import transition
from stipend_portal.states import State


def withdraw(*, application: Application, actor: User) -> None:
    """Withdraw before it is decided, and confirm by mail. Raises `WrongState` or `NotAllowed`."""
    with transition(application=application, to=State.WITHDRAWN, actor=actor) as locked:
        close_request(locked)
        enqueue(
            kind=OutboxMessage.Kind.WITHDRAWN,
            application=locked,
            recipient=locked.email,
            languages=(locked.language,),
        )
