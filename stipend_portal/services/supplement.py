"""The applicant's answer to a request for supplement: a new version, the one before kept as it was."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import (
    Application,
    ApplicationVersion,
    Attachment,
    CaseDocument,
    Draft,
    DraftFile,
    DraftStep,
    OutboxMessage,
    PortalSettings,
    SupplementRequest,
)
from stipend_portal.models.event import EventKind
from stipend_portal.questions import ATTACHMENTS, BY_KEY, MEMBERS, SECTIONS, opened_with, sections_for
from stipend_portal.rules import needs_guardians
from stipend_portal.services.asking import (
    ask_guardians,
    ask_members,
    corrected_guardians,
    corrected_members,
)
from stipend_portal.services.carrying_over import carry_answers_over
from stipend_portal.services.case_document import register
from stipend_portal.services.drafts import kept_until, lock_draft
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.submission import Answers, close_draft, columns_from, keep_files
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


def _opened(request: SupplementRequest, application: Application) -> set[str]:
    """The pages that could be changed: those asked for, as far as the stipend still has them."""
    there = {section.key for section in sections_for(application.round.programme)}
    return opened_with(request.sections) & there


def _merge(before: Answers, posted: Answers, opened: Collection[str]) -> Answers:
    """The new version's answers: the opened pages as posted, all others as they were, whatever was posted.

    An opened page that is not posted is no longer part of the application, such as the others of a group
    that has become one person. What is no page, such as the declaration, goes with every send-in.
    """
    kept = {key: value for key, value in before.items() if key not in opened}
    return kept | {key: value for key, value in posted.items() if key in opened or key not in BY_KEY}


def _ask_anew(before: ApplicationVersion, version: ApplicationVersion, changed: Collection[str]) -> int:
    """Ask guardians and members about the new version, or let their answers stand. Returns how many guardians.

    They have said yes to what is written, word for word. Attachments are for the case officer. Whoever has
    turned eighteen since has no guardians to ask. An address that an officer has corrected stays corrected
    where the applicant has not written another.
    """
    if set(changed) <= {ATTACHMENTS.key}:
        carry_answers_over(before, version)
        return 0
    ask_members(version, corrected=corrected_members(before))
    application, today = version.application, timezone.localdate()
    if not needs_guardians(application.birth_date, age_day=application.round.age_day, today=today):
        return 0
    corrected = corrected_guardians(
        before.answers.get("custody", {}),
        before.answers.get("guardians", {}),
        before.approvals.filter(member=None).order_by("pk"),
    )
    asked = ask_guardians(version, corrected=corrected)
    return sum(approval.status == approval.Status.INVITED for approval in asked)


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
    before = request.before
    merged = _merge(before.answers, answers, _opened(request, application))
    changed = [s.key for s in SECTIONS if before.answers.get(s.key) != merged.get(s.key)]
    data: dict[str, Any] = {"request": request.pk, "changed": changed}
    with transition(
        application=application,
        source=State.SUPPLEMENT_REQUESTED,
        to=State.IN_REVIEW,
        actor=draft.owner,
        kind=EventKind.SUPPLEMENT_ANSWERED,
        data=data,
    ) as locked:
        for name, value in columns_from(merged).items():
            setattr(locked, name, value)
        locked.language = language
        version = ApplicationVersion.objects.create(
            application=locked, number=before.number + 1, answers=merged, received_at=received_at
        )
        request.after, request.closed_at = version, timezone.now()
        request.save(update_fields=["after", "closed_at"])
        register(
            application=locked,
            kind=CaseDocument.Kind.SUPPLEMENT,
            direction=CaseDocument.Direction.INCOMING,
            title=locked.applicant_name,
            on=timezone.localdate(received_at),
        )
        keep_files(draft, locked)
        guardians = _ask_anew(before, version, changed)
        data |= {"version": version.number, "sha256": version.sha256, "late": request.is_late(received_at)}
        enqueue(
            kind=OutboxMessage.Kind.SUPPLEMENT_RECEIPT,
            application=locked,
            recipient=draft.owner.email,
            languages=(language,),
            context={"version": version, "guardians": guardians},
        )
        close_draft(draft, received_at)
    return application
