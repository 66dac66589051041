"""Sending in: the moment a draft becomes an application."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from stipend_portal import rules
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import (
    Application,
    ApplicationVersion,
    Draft,
    GuardianApproval,
    OutboxMessage,
)
from stipend_portal.models.application import new_reference
from stipend_portal.models.event import EventKind
from stipend_portal.services.transition import record_event
from stipend_portal.states import Role, State

Answers = dict[str, dict[str, Any]]


def lock_draft(draft: Draft) -> Draft:
    """The draft's row, locked until the transaction ends: saves and sends of it stand in line."""
    return Draft.objects.select_for_update().get(pk=draft.pk)


def _create(draft: Draft, answers: Answers, received_at: datetime, language: str) -> Application:
    """Create the row, drawing a new reference in the unlikely case that one is taken."""
    about, trip = answers["about"], answers["trip"]
    for _attempt in range(5):
        reference = new_reference(timezone.localdate(received_at).year)
        try:
            with transaction.atomic():
                return Application.objects.create(
                    reference=reference,
                    round=draft.round,
                    applicant=draft.owner,
                    draft=draft,
                    state=State.SUBMITTED,
                    received_at=received_at,
                    received_late=rules.is_late(received_at, draft.round.closes_at),
                    language=language,
                    applicant_name=about["full_name"],
                    birth_date=date.fromisoformat(about["birth_date"]),
                    destination=trip["destination"],
                    departure=date.fromisoformat(trip["departure"]),
                    amount_applied=Decimal(answers["budget"]["amount"]),
                )
        except IntegrityError:
            if not Application.objects.filter(reference=reference).exists():
                raise
    raise RuntimeError("no free reference number")


def _ask_guardians(application: Application, version: ApplicationVersion) -> list[GuardianApproval]:
    """Ask each guardian named in the answers about this version, by her own mail."""
    named = version.answers.get("guardians", {})
    approvals = []
    for which in ("first", "second"):
        if not named.get(f"{which}_email"):
            continue
        approval = GuardianApproval.objects.create(
            application=application,
            version=version,
            name=named[f"{which}_name"],
            email=named[f"{which}_email"],
        )
        enqueue(
            kind=OutboxMessage.Kind.GUARDIAN_INVITATION,
            application=application,
            recipient=approval.email,
            languages=("sv", "en"),
            approval=approval,
        )
        approvals.append(approval)
    return approvals


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
    application = _create(draft, answers, received_at, language)
    version = ApplicationVersion.objects.create(
        application=application, number=1, answers=answers, received_at=received_at
    )
    record_event(
        application=application,
        kind=EventKind.SUBMITTED,
        role=Role.APPLICANT,
        actor=draft.owner,
        actor_name=application.applicant_name,
        to_state=State.SUBMITTED,
        data={"version": 1, "sha256": version.sha256, "late": application.received_late},
    )
    guardians = _ask_guardians(application, version)
    enqueue(
        kind=OutboxMessage.Kind.RECEIPT,
        application=application,
        recipient=draft.owner.email,
        languages=(language,),
        context={"guardians": len(guardians)},
    )
    draft.submitted_at = received_at
    draft.save(update_fields=["submitted_at"])
    # The words now live in the version; two copies of a minor's data are one too many.
    draft.steps.all().delete()
    return application
