"""The applicant's answer to a request for supplement: a new version, the one before kept as it was."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.models import (
    Application,
    Attachment,
    Draft,
    DraftFile,
    DraftStep,
    PortalSettings,
    SupplementRequest,
)
from stipend_portal.models.event import EventKind
from stipend_portal.questions import ATTACHMENTS, MEMBERS, opened_with
from stipend_portal.services.drafts import kept_until, lock_draft
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.submission import Answers, close_draft, keep_files
from stipend_portal.services.supplement_version import merge, opened_pages, take_answer
from stipend_portal.services.transition import lock, transition
from stipend_portal.states import State

# What a page was posted with, by step: names of inputs and their values.
Typed = Mapping[str, Mapping[str, list[str]]]


def _lock_open(request: SupplementRequest, actor: User) -> tuple[Application, SupplementRequest]:
    """The application and the request, locked. Raises `WrongState` when no answer is waited for."""
    application = lock(request.application, actor)
    if application.applicant_id != actor.pk:
        raise NotAllowed
    request = SupplementRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if application.state != State.SUPPLEMENT_REQUESTED or request.closed_at:
        raise WrongState
    return application, request


@transaction.atomic
def begin_answer(*, request: SupplementRequest, actor: User, language: str, typed: Typed) -> Draft:
    """Begin the answer, or give the one begun: a draft that already holds everything sent before.

    `typed` are the answers of the version before as the words that give them. Raises `WrongState` when
    the request is no longer open, `NotAllowed` for anyone but the applicant.
    """
    application, request = _lock_open(request, actor)
    draft, created = Draft.objects.get_or_create(
        supplement=request,
        defaults={
            "owner": actor,
            "round": application.round,
            "language": language,
            "expires_at": kept_until(timezone.now(), PortalSettings.load().draft_days),
        },
    )
    if created:
        DraftStep.objects.bulk_create(
            DraftStep(draft=draft, step=step, data=dict(data), complete=True) for step, data in typed.items()
        )
        if ATTACHMENTS.key in opened_with(request.sections):
            _lend_files(draft, request)
    return draft


def _lend_files(draft: Draft, request: SupplementRequest) -> None:
    """Show the draft the files of the version before, under the same keys and with the same content.

    Taking one away there leaves it out of the new version; the record keeps it.
    """
    files = request.before.answers.get(ATTACHMENTS.key, {}).get("files", ())
    sent = Attachment.objects.filter(application=request.application, pk__in=[file["id"] for file in files])
    fields = ("pk", "file", "name", "content_type", "size", "sha256", "about", "scan", "scanned_at")
    DraftFile.objects.bulk_create(
        DraftFile(draft=draft, **{name: getattr(file, name) for name in fields})
        for file in sent.exclude(scan=Attachment.Scan.INFECTED)
    )


def members_who_stay(request: SupplementRequest) -> list[str]:
    """The addresses of a group's members whom an answer to the request cannot change."""
    if MEMBERS.key in opened_with(request.sections):
        return []
    return list(request.before.members.values_list("email", flat=True))


@transaction.atomic
def answer_supplement(*, draft: Draft, answers: Answers, received_at: datetime, language: str) -> Application:
    """Turn the draft into a new version and give the case back to the officer, once.

    `answers` are the checked answers of the opened pages, by section; `received_at` is when the request
    reached the server. After the due day it is still received: the event and the request tell how late.
    Sending the same draft again gives the same application back. Raises `WrongState` when nobody waits
    for it any more; the draft is then kept as it was.
    """
    draft = lock_draft(draft)
    if draft.submitted_at:
        return draft.supplement.application
    application, request = _lock_open(draft.supplement, draft.owner)
    merged = merge(request.before.answers, answers, opened_pages(request, application))
    data: dict[str, Any] = {}
    with transition(
        application=application,
        source=State.SUPPLEMENT_REQUESTED,
        to=State.IN_REVIEW,
        actor=draft.owner,
        kind=EventKind.SUPPLEMENT_ANSWERED,
        data=data,
    ) as locked:
        locked.language = language
        keep_files(draft, locked)
        data |= take_answer(application=locked, request=request, answers=merged, received_at=received_at)
        close_draft(draft, received_at)
    return application
