"""The applicant takes her application back: on her own page, or by telling an officer."""

from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, CaseDocument, OutboxMessage
from stipend_portal.permissions import roles_in
from stipend_portal.services.case_document import register
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.supplement_request import close_request
from stipend_portal.services.transition import transition
from stipend_portal.states import Role, State

Direction, Kind = CaseDocument.Direction, CaseDocument.Kind


class ToldBy(TextChoices):
    """How an officer was told."""

    TELEPHONE = "telephone", gettext_lazy("By telephone")
    PAPER = "paper", gettext_lazy("On paper")
    EMAIL = "email", gettext_lazy("By e-mail")
    VISIT = "visit", gettext_lazy("In person")


# What is told by word of mouth becomes a document when the officer writes it down.
REGISTERED_AS = {
    ToldBy.TELEPHONE: (Kind.TELEPHONE, Direction.DRAWN_UP),
    ToldBy.PAPER: (Kind.LETTER_BY_POST, Direction.INCOMING),
    ToldBy.EMAIL: (Kind.OTHER, Direction.INCOMING),
    ToldBy.VISIT: (Kind.OTHER, Direction.DRAWN_UP),
}


def _end(application: Application) -> None:
    """What follows for a locked application: nothing is waited for, and the applicant gets it confirmed."""
    close_request(application)
    enqueue(
        kind=OutboxMessage.Kind.WITHDRAWN,
        application=application,
        recipient=application.email,
        languages=(application.language,),
    )


def withdraw(*, application: Application, actor: User) -> None:
    """Withdraw one's own before it is decided, and confirm by mail. Raises `WrongState` or `NotAllowed`."""
    with transition(application=application, to=State.WITHDRAWN, actor=actor) as locked:
        if Role.APPLICANT not in roles_in(actor, locked):
            raise NotAllowed
        _end(locked)


def record_withdrawal(
    *, application: Application, actor: User, how: ToldBy, who: str, on: date, note: str
) -> None:
    """Note that the applicant has told an officer, on a day, that she takes her application back.

    `who` told it, in words; `note` says what was said. It is confirmed by mail or by post. Raises
    `WrongState` when it is decided or taken back already, `NotAllowed` for anyone but a case officer.
    """
    told: dict[str, Any] = {
        "told": how,
        "title": f"{how.label}, {on.isoformat()}: {who}",
        "note": note,
    }
    with transition(application=application, to=State.WITHDRAWN, actor=actor, data=told) as locked:
        if Role.CASE_OFFICER not in roles_in(actor, locked):
            raise NotAllowed
        kind, direction = REGISTERED_AS[how]
        register(application=locked, kind=kind, direction=direction, title=who, on=on, registered_by=actor)
        _end(locked)
