"""Entering an application that came on paper."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from home.models import User
from stipend_portal.models import Application, ApplicationVersion, Attachment, Event, Round
from stipend_portal.models.event import EventKind
from stipend_portal.models.stored_file import private_storage
from stipend_portal.permissions import round_roles
from stipend_portal.phases import Work
from stipend_portal.questions import ATTACHMENTS
from stipend_portal.services.conflict import declare
from stipend_portal.services.drafts import remove_files
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.protection import protect
from stipend_portal.services.submission import Answers, ask_and_confirm, take_in
from stipend_portal.services.transition import require_phase
from stipend_portal.states import Role
from stipend_portal.uploads.inspection import InspectedFile

MOST_SCANS = 20


@dataclass(frozen=True)
class Sender:
    """How to reach someone who applied on paper. Without an e-mail address everything goes by post."""

    language: str
    email: str = ""
    postal_address: str = ""
    protected: bool = False


@dataclass(frozen=True)
class Entered:
    """The case, and whether it was made now or by the same form before."""

    application: Application
    is_new: bool


def _entered_before(actor: User, form: uuid.UUID) -> Application | None:
    """The case that this form has made already."""
    events = Event.objects.filter(actor=actor, kind=EventKind.ENTERED_FROM_PAPER, data__form=str(form))
    event = events.select_related("application").first()
    return event.application if event else None


@contextmanager
def _stored(scans: Sequence[InspectedFile]) -> Iterator[list[str]]:
    """The scans in private storage, under keys that tell nothing; those that no row names go again."""
    keys: list[str] = []
    try:
        for scan in scans:
            keys.append(private_storage().save(f"paper/{uuid.uuid4()}", ContentFile(scan.content)))
        yield keys
    finally:
        remove_files(keys)


def _rows(scans: Sequence[InspectedFile], keys: Sequence[str], language: str) -> list[Attachment]:
    """The scans as attachments that still belong to no application."""
    with translation.override(language):
        about = _("The paper, scanned")
    return [
        Attachment(
            file=key,
            name=scan.name,
            content_type=scan.content_type,
            size=scan.size,
            sha256=scan.sha256,
            about=about,
            scan=Attachment.Scan.WAITING if settings.CLAMD_ADDRESS else Attachment.Scan.NOT_NEEDED,
        )
        for scan, key in zip(scans, keys, strict=True)
    ]


def keep_scans(application: Application, rows: Sequence[Attachment]) -> None:
    """Give the attachments to their application."""
    for row in rows:
        row.application = application
        row.save()


def enter_from_paper(
    *,
    round: Round,
    actor: User,
    answers: Answers,
    scans: Sequence[InspectedFile],
    received_at: datetime,
    sender: Sender,
    form: uuid.UUID,
) -> Entered:
    """Make an application of what came on paper, as if it had been sent in on the site at `received_at`.

    `answers` are the checked answers by section, without attachments: the `scans` of the paper become those.
    `actor` is a case officer of the round, who has read the paper and says by this that she has no jäv. The
    same `form` sent again gives the same case back. Guardians and the others of a group are asked by mail
    where an address is known, and the applicant gets a receipt by mail or by post. Raises `NotAllowed`, and
    `WrongPhase` when the round is closed.
    """
    with _stored(scans) as keys, transaction.atomic():
        # One form of one person at a time: a double click waits here for the first to be done.
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        before = _entered_before(actor, form)
        if before:
            return Entered(before, is_new=False)
        if (round.pk, Role.CASE_OFFICER) not in round_roles(actor):
            raise NotAllowed
        round.refresh_from_db(fields=["phase"])
        require_phase(round, Work.HANDLE)
        rows = _rows(scans, keys, sender.language)
        version = take_in(
            round=round,
            answers=answers | {ATTACHMENTS.key: {"files": [row.as_answer for row in rows]}},
            received_at=received_at,
            kind=EventKind.ENTERED_FROM_PAPER,
            role=Role.CASE_OFFICER,
            actor=actor,
            data={"form": str(form)},
            contact_email=sender.email,
            postal_address=sender.postal_address,
            language=sender.language,
        )
        keep_scans(version.application, rows)
        _open_to(actor, version, protected=sender.protected)
        ask_and_confirm(version)
        return Entered(version.application, is_new=True)


def _open_to(actor: User, version: ApplicationVersion, *, protected: bool) -> None:
    """Note that the one who has read the paper has no jäv, and name her where nobody else may know."""
    application = version.application
    declare(application=application, actor=actor, has_conflict=False)
    if protected:
        protect(application=application, actor=actor, reason=_("Asked for on the paper application."))
        application.refresh_from_db(fields=["protected"])
