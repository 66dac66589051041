"""Sending in: the moment a draft becomes an application."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from home.models import User
from stipend_portal import rules
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import (
    Application,
    ApplicationVersion,
    Attachment,
    CaseDocument,
    Draft,
    DraftFile,
    OutboxMessage,
    Round,
    StepCount,
)
from stipend_portal.models.application import new_reference
from stipend_portal.models.event import EventKind
from stipend_portal.services.asking import ask_guardians, ask_members
from stipend_portal.services.case_document import register
from stipend_portal.services.drafts import lock_draft
from stipend_portal.services.transition import record_event
from stipend_portal.states import Role, State

Answers = dict[str, dict[str, Any]]


def _create(answers: Answers, round_: Round, received_at: datetime, **fields: Any) -> Application:
    """Create the row, drawing a new reference in the unlikely case that one is taken."""
    for _attempt in range(5):
        reference = new_reference(timezone.localdate(received_at).year)
        try:
            with transaction.atomic():
                return Application.objects.create(
                    reference=reference,
                    round=round_,
                    state=State.SUBMITTED,
                    received_at=received_at,
                    received_late=rules.is_late(received_at, round_.closes_at),
                    **fields,
                    **columns_from(answers),
                )
        except IntegrityError:
            if not Application.objects.filter(reference=reference).exists():
                raise
    raise RuntimeError("no free reference number")


def columns_from(answers: Answers) -> dict[str, Any]:
    """The columns of `Application` that lists need, from the checked answers."""
    about, trip = answers["about"], answers["trip"]
    return {
        "applicant_name": about["full_name"],
        "birth_date": date.fromisoformat(about["birth_date"]),
        "destination": trip["destination"],
        "school": about.get("school", ""),
        "departure": date.fromisoformat(trip["departure"]),
        "people": 1 + len(answers.get("members", {}).get("rows", ())),
        "amount_applied": Decimal(answers["budget"]["amount"]),
    }


def keep_files(draft: Draft, application: Application) -> None:
    """The draft's files become the application's: the same key, the same stored content.

    Files that came with an earlier version are there already. Those found harmful stay behind.
    """
    for file in draft.files.exclude(scan=DraftFile.Scan.INFECTED):
        fields = ("file", "name", "content_type", "size", "sha256", "about", "scan", "scanned_at")
        Attachment.objects.get_or_create(
            pk=file.pk,
            defaults={"application": application, **{name: getattr(file, name) for name in fields}},
        )
    draft.files.all().delete()


def close_draft(draft: Draft, received_at: datetime) -> None:
    """The words now live in the version; two copies of a minor's data are one too many."""
    draft.submitted_at = received_at
    draft.save(update_fields=["submitted_at"])
    draft.steps.all().delete()


def take_in(
    *,
    round: Round,
    answers: Answers,
    received_at: datetime,
    kind: EventKind,
    role: Role,
    actor: User,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> ApplicationVersion:
    """The row of a new application, its first version, its event and its place in the register.

    Inside the caller's transaction. `fields` are other columns of `Application`; `data` goes with the event.
    """
    application = _create(answers, round, received_at, **fields)
    version = ApplicationVersion.objects.create(
        application=application, number=1, answers=answers, received_at=received_at
    )
    by_applicant = role is Role.APPLICANT
    record_event(
        application=application,
        kind=kind,
        role=role,
        actor=actor,
        actor_name=application.applicant_name if by_applicant else "",
        to_state=State.SUBMITTED,
        data={"version": 1, "sha256": version.sha256, "late": application.received_late, **(data or {})},
    )
    register(
        application=application,
        kind=CaseDocument.Kind.APPLICATION,
        direction=CaseDocument.Direction.INCOMING,
        title=application.applicant_name,
        on=timezone.localdate(received_at),
        registered_by=None if by_applicant else actor,
    )
    return version


def ask_and_confirm(version: ApplicationVersion) -> None:
    """Ask guardians and the others of a group about a first version, and confirm to the applicant."""
    guardians = [each for each in ask_guardians(version) if each.email]
    members = ask_members(version)
    application = version.application
    enqueue(
        kind=OutboxMessage.Kind.RECEIPT,
        application=application,
        recipient=application.email,
        languages=(application.language,),
        context={"guardians": len(guardians), "members": len(members)},
    )


@transaction.atomic
def submit(*, draft: Draft, answers: Answers, received_at: datetime, language: str) -> Application:
    """Turn a draft into an application, once, whatever happens.

    `answers` are the checked answers by section, as JSON values; `received_at` is when the request
    reached the server (förvaltningslagen 22 §). Sending the same draft again gives the same application
    back. Application, version, event and mails are written together.
    """
    draft = lock_draft(draft)
    if draft.submitted_at:
        return Application.objects.get(draft=draft)
    version = take_in(
        round=draft.round,
        answers=answers,
        received_at=received_at,
        kind=EventKind.SUBMITTED,
        role=Role.APPLICANT,
        actor=draft.owner,
        applicant=draft.owner,
        draft=draft,
        language=language,
    )
    keep_files(draft, version.application)
    ask_and_confirm(version)
    StepCount.add(draft.round_id, StepCount.SENT)
    close_draft(draft, received_at)
    return version.application
