"""Requests for supplement, and answers to them made as real ones are: through the services."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from home.models import User
from stipend_portal.apply.typed import typed_steps
from stipend_portal.models import Application, Attachment, Draft, DraftFile, Programme, SupplementRequest
from stipend_portal.services.submission import submit
from stipend_portal.services.supplement import answer_supplement, begin_answer
from stipend_portal.services.supplement_request import request_supplement
from stipend_portal.states import Role, State
from tests.factories.portal import ProgrammeFactory, make_applicant, make_application, make_round, make_staff


def send_in(answers: dict[str, dict[str, Any]], *, files: Sequence[str] = ()) -> Application:
    """An application with just these answers and files of these names, in review."""
    programme = ProgrammeFactory(
        applicants=Programme.Applicants.BOTH, attachments=Programme.Attachments.OPTIONAL
    )
    draft = Draft.objects.create(owner=make_applicant(), round=make_round(programme=programme))
    if files:
        answers = {**answers, "attachments": {"files": [entry(put_file(draft, name)) for name in files]}}
    application = submit(draft=draft, answers=answers, received_at=timezone.now(), language="sv")
    Application.objects.update(state=State.IN_REVIEW)
    application.refresh_from_db()
    return application


def put_file(draft: Draft, name: str, **fields: Any) -> DraftFile:
    """A file that the applicant has put in a draft."""
    return DraftFile.objects.create(
        draft=draft,
        file=ContentFile(name.encode(), name),
        name=name,
        content_type="application/pdf",
        size=len(name),
        sha256=sha256(name.encode()).hexdigest(),
        **{"scan": DraftFile.Scan.CLEAN, **fields},
    )


def entry(file: Attachment | DraftFile) -> dict[str, Any]:
    """A file as a version names it."""
    return {
        "id": str(file.pk),
        "name": file.name,
        "about": file.about,
        "size": file.size,
        "sha256": file.sha256,
        "content_type": file.content_type,
    }


def ask_for_more(
    application: Application | None = None,
    *,
    sections: Sequence[str] = ("why",),
    actor: User | None = None,
    due: date | None = None,
    message: str = "Skriv mer om varför du vill resa.",
) -> SupplementRequest:
    """An open request, due in two weeks unless said otherwise, in a case of its own unless one is given."""
    application = application or make_application(state=State.IN_REVIEW)
    return request_supplement(
        application=application,
        actor=actor or make_staff(Role.CASE_OFFICER, rounds=[application.round]),
        sections=sections,
        message=message,
        due=due or timezone.localdate() + timedelta(days=14),
    )


def begin(request: SupplementRequest) -> Draft:
    """The draft of the answer, begun by the applicant."""
    return begin_answer(
        request=request,
        actor=request.application.applicant,
        language="sv",
        typed=typed_steps(request.before.answers),
    )


def changed_answers(request: SupplementRequest, **changes: Any) -> dict[str, dict[str, Any]]:
    """All the answers of the version before, any of them changed by its name."""
    answers = deepcopy(request.before.answers)
    for name, value in changes.items():
        [section] = [section for section in answers.values() if name in section]
        section[name] = value
    return answers


def send_answer(
    request: SupplementRequest, *, received_at: datetime | None = None, language: str = "sv", **changes: Any
) -> Application:
    """The answer, begun if need be and sent, with any answer changed by its name."""
    return answer_supplement(
        draft=begin(request),
        answers=changed_answers(request, **changes),
        received_at=received_at or timezone.now(),
        language=language,
    )
