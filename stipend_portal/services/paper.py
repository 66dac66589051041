"""Entering an application that came on paper."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from home.models import User
from stipend_portal.models import Application, ApplicationVersion, Event, Round
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import round_roles
from stipend_portal.phases import Work
from stipend_portal.questions import ATTACHMENTS
from stipend_portal.services.conflict import declare
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.paper_scans import Scan, keep_scans, stored
from stipend_portal.services.protection import protect
from stipend_portal.services.submission import Answers, ask_and_confirm, take_in
from stipend_portal.services.transition import hold_phase
from stipend_portal.states import Role
from stipend_portal.uploads.inspection import InspectedFile


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
    with translation.override(sender.language):
        about = _("The paper, scanned")
    with stored([Scan(scan, about) for scan in scans]) as rows, transaction.atomic():
        # One form of one person at a time: a double click waits here for the first to be done.
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        before = _entered_before(actor, form)
        if before:
            return Entered(before, is_new=False)
        if (round.pk, Role.CASE_OFFICER) not in round_roles(actor):
            raise NotAllowed
        hold_phase(round, Work.HANDLE)
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
