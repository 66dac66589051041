"""Asking the applicant for more, reminding her, and no longer waiting. The answer is in `supplement`."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import User
from home.periodic import periodically
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, CaseDocument, OutboxMessage, PortalSettings, SupplementRequest
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.questions import SECTIONS
from stipend_portal.services.case_document import register
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.transition import transition
from stipend_portal.states import Role, State

LONGEST_REQUEST = 3000
# Mail waits while a job runs; what is left is done the next time.
MOST_AT_ONCE = 300


def request_supplement(
    *, application: Application, actor: User, sections: Iterable[str], message: str, due: date
) -> SupplementRequest:
    """Ask the applicant to change some pages by a day, and tell her by mail.

    `sections` are keys of pages; `message` says in plain words what is missing (an authority helps where
    something is unclear, förvaltningslagen 6 §); `due` is the last day, in Swedish time. Her silence
    decides nothing: the application is then judged as it is. Raises `WrongState` or `NotAllowed`.
    """
    chosen = set(sections)
    data: dict[str, Any] = {"due": due.isoformat()}
    with transition(
        application=application,
        source=State.IN_REVIEW,
        to=State.SUPPLEMENT_REQUESTED,
        actor=actor,
        kind=EventKind.SUPPLEMENT_REQUESTED,
        data=data,
    ) as locked:
        request = SupplementRequest.objects.create(
            application=locked,
            sections=[section.key for section in SECTIONS if section.key in chosen],
            message=message,
            due=due,
            asked_by=actor,
            asked_at=timezone.now(),
            before=locked.latest_version,
        )
        data |= {"request": request.pk, "sections": request.sections}
        register(
            application=locked,
            kind=CaseDocument.Kind.SUPPLEMENT_REQUEST,
            direction=CaseDocument.Direction.OUTGOING,
            title=locked.applicant_name,
        )
        _mail(OutboxMessage.Kind.SUPPLEMENT_REQUEST, request)
    return request


def _mail(kind: OutboxMessage.Kind, request: SupplementRequest) -> None:
    application = request.application
    enqueue(
        kind=kind,
        application=application,
        recipient=application.email,
        languages=(application.language,),
        context={
            "supplement": request,
            "pages": [section.title for section in SECTIONS if section.key in request.sections],
        },
    )


def close_request(application: Application) -> None:
    """End the open request of an application that the caller has locked, if there is one."""
    SupplementRequest.objects.filter(application=application, closed_at=None).update(closed_at=timezone.now())


def stop_waiting(*, application: Application, actor: User) -> None:
    """Go on without an answer: the application is judged as it is. Raises `WrongState` or `NotAllowed`."""
    with transition(
        application=application,
        source=State.SUPPLEMENT_REQUESTED,
        to=State.IN_REVIEW,
        actor=actor,
        kind=EventKind.SUPPLEMENT_ENDED,
    ) as locked:
        # The table lets the applicant make this move too, by answering.
        if Role.CASE_OFFICER not in roles_in(actor, locked):
            raise NotAllowed
        close_request(locked)


@periodically(minutes=60)
def remind_supplements(now: datetime) -> int:
    """Remind, once, of requests that are soon due. Returns how many mails were written.

    How many days before is set by BUN. Nobody is reminded on the day she was asked.
    """
    today = timezone.localdate(now)
    last = today + timedelta(days=PortalSettings.load().supplement_reminder_days)
    waiting = SupplementRequest.objects.filter(
        closed_at=None, reminded_at=None, due__range=(today, last), asked_at__date__lt=today
    )
    rows = list(waiting.order_by("due", "pk").values_list("pk", "application_id")[:MOST_AT_ONCE])
    return sum(_remind(pk, application_id, now) for pk, application_id in rows)


@transaction.atomic
def _remind(pk: int, application_id: int, now: datetime) -> bool:
    """Remind of one request, unless someone holds the case just now or it is not waited for any more."""
    cases = Application.objects.select_for_update(of=("self",), skip_locked=True)
    if not cases.filter(pk=application_id, state=State.SUPPLEMENT_REQUESTED).exists():
        return False
    request = SupplementRequest.objects.filter(pk=pk, closed_at=None, reminded_at=None).first()
    if request is None:
        return False
    request.reminded_at = now
    request.save(update_fields=["reminded_at"])
    _mail(OutboxMessage.Kind.SUPPLEMENT_REMINDER, request)
    return True
