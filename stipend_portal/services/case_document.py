"""The register of a case's documents: each gets the next number the moment it comes, goes or is drawn up."""

from datetime import date

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, CaseDocument
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import Role

Direction, Kind = CaseDocument.Direction, CaseDocument.Kind

# What reaches the office by other ways than the site. All else is registered by the site itself.
BY_HAND = (Kind.TELEPHONE, Kind.LETTER_BY_POST, Kind.OTHER)
REGISTRARS = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY})
LONGEST_TITLE = 200


def register(
    *,
    application: Application,
    kind: Kind,
    direction: Direction,
    title: str = "",
    on: date | None = None,
    registered_by: User | None = None,
) -> CaseDocument:
    """Register a document in the transaction of what it tells of; the caller has locked the application.

    What the authority receives or draws up is registered without delay, with date, number, from or to whom
    and what it is about (offentlighets- och sekretesslagen 5:1-2). `on` is the day it came or went, today
    unless given. `title` says more than the kind does, in words that need no translation: a version, a
    name, a paragraph. The row's number is known after `refresh_from_db`.
    """
    last = CaseDocument.objects.filter(application=application).order_by("-number").values("number")[:1]
    return CaseDocument.objects.create(
        application=application,
        number=Coalesce(Subquery(last), 0) + 1,
        kind=kind,
        direction=direction,
        title=title[:LONGEST_TITLE],
        on=on or timezone.localdate(),
        registered_by=registered_by,
    )


@transaction.atomic
def register_by_hand(
    *,
    application: Application,
    actor: User,
    kind: Kind,
    direction: Direction,
    title: str,
    on: date,
    seen: int = 0,
) -> CaseDocument:
    """Register what did not come through the site: a telephone call, a letter by post, something else.

    `seen` is the highest number on the page it was written on: the same words from the same page are the
    same document, however often they are sent. Raises `NotAllowed`.
    """
    locked = lock(application, actor)
    roles = roles_in(actor, locked) & REGISTRARS
    if not roles:
        raise NotAllowed
    again = locked.documents.filter(
        number__gt=seen, registered_by=actor, kind=kind, direction=direction, title=title, on=on
    ).first()
    if again:
        return again
    document = register(
        application=locked, kind=kind, direction=direction, title=title, on=on, registered_by=actor
    )
    document.refresh_from_db(fields=["number"])
    record_event(
        application=locked,
        kind=EventKind.DOCUMENT_REGISTERED,
        role=min(roles),
        actor=actor,
        data={"number": document.number, "kind": kind, "title": title},
    )
    return document
