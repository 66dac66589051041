"""What an answer to a request for supplement makes of an application, however it came: a new version."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import (
    Application,
    ApplicationVersion,
    CaseDocument,
    OutboxMessage,
    SupplementRequest,
)
from stipend_portal.questions import ATTACHMENTS, BY_KEY, SECTIONS, opened_with, sections_for
from stipend_portal.rules import needs_guardians
from stipend_portal.services.asking import (
    ask_guardians,
    ask_members,
    corrected_guardians,
    corrected_members,
)
from stipend_portal.services.carrying_over import carry_answers_over
from stipend_portal.services.case_document import register
from stipend_portal.services.submission import Answers, columns_from


def opened_pages(request: SupplementRequest, application: Application) -> set[str]:
    """The pages that could be changed: those asked for, as far as the stipend still has them."""
    there = {section.key for section in sections_for(application.round.programme)}
    return opened_with(request.sections) & there


def merge(before: Answers, posted: Answers, opened: Collection[str]) -> Answers:
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


def take_answer(
    *,
    application: Application,
    request: SupplementRequest,
    answers: Answers,
    received_at: datetime,
    registered_by: User | None = None,
) -> dict[str, Any]:
    """Make the new version with all its `answers`, and end the request; both rows are locked by the caller.

    The answer is registered, guardians and members are asked about what has changed, and the applicant gets
    a receipt. `registered_by` is the officer who wrote in what came on paper. Returns what the event tells.
    After the due day it is still received; the event tells that it was late.
    """
    before = request.before
    changed = [s.key for s in SECTIONS if before.answers.get(s.key) != answers.get(s.key)]
    for name, value in columns_from(answers).items():
        setattr(application, name, value)
    version = ApplicationVersion.objects.create(
        application=application, number=before.number + 1, answers=answers, received_at=received_at
    )
    request.after, request.closed_at = version, timezone.now()
    request.save(update_fields=["after", "closed_at"])
    register(
        application=application,
        kind=CaseDocument.Kind.SUPPLEMENT,
        direction=CaseDocument.Direction.INCOMING,
        title=application.applicant_name,
        on=timezone.localdate(received_at),
        registered_by=registered_by,
    )
    guardians = _ask_anew(before, version, changed)
    enqueue(
        kind=OutboxMessage.Kind.SUPPLEMENT_RECEIPT,
        application=application,
        recipient=application.email,
        languages=(application.language,),
        context={"version": version, "guardians": guardians, "on_paper": registered_by is not None},
    )
    return {
        "request": request.pk,
        "changed": changed,
        "version": version.number,
        "sha256": version.sha256,
        "late": request.is_late(received_at),
    }
