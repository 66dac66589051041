"""The answer to a request for supplement when it comes on paper: a case officer writes it in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Attachment, SupplementRequest
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.questions import ABOUT, ATTACHMENTS, CUSTODY, GUARDIANS, MEMBERS, TOGETHER, sections_for
from stipend_portal.rules import needs_guardians
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.paper_scans import Scan, keep_scans, stored
from stipend_portal.services.submission import Answers
from stipend_portal.services.supplement_version import merge, opened_pages, take_answer
from stipend_portal.services.transition import transition
from stipend_portal.states import Role, State


def opened_on_paper(request: SupplementRequest, application: Application) -> set[str]:
    """The pages of questions that an officer writes in anew; the attachments are not typed.

    Whether there is a group follows from who is in it. Whoever has turned eighteen has no guardians to write
    in, unless it is the birth day that is asked about.
    """
    opened = opened_pages(request, application) - {ATTACHMENTS.key}
    there = {section.key for section in sections_for(application.round.programme)}
    if MEMBERS.key in opened:
        opened |= {TOGETHER.key} & there
    age_day, today = application.round.age_day, timezone.localdate()
    minor = needs_guardians(application.birth_date, age_day=age_day, today=today)
    return opened if minor or ABOUT.key in opened else opened - {CUSTODY.key, GUARDIANS.key}


def _plain(value: Any) -> Any:
    """An answer without what differs only by how it was typed: empty inputs, and kinds of line ends."""
    if isinstance(value, Mapping):
        inner = {key: _plain(each) for key, each in value.items()}
        return {key: each for key, each in inner.items() if each not in ("", [], {}, None)}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return "\n".join(value.splitlines()).strip() if isinstance(value, str) else value


def _as_it_was(before: Answers, answers: Answers) -> Answers:
    """The answers, with every page that says the same as before exactly as it was: nobody is asked anew."""
    return {
        key: before[key] if key in before and _plain(before[key]) == _plain(page) else page
        for key, page in answers.items()
    }


def _with_files(before: Answers, rows: Sequence[Attachment], harmful: set[str]) -> dict[str, Any]:
    """The attachments of the new version: those there were, but for what the scanner removed, and the scans."""
    files = before.get(ATTACHMENTS.key, {}).get("files", [])
    return {"files": [file for file in files if file["id"] not in harmful] + [row.as_answer for row in rows]}


def record_answer_on_paper(
    *,
    request: SupplementRequest,
    actor: User,
    answers: Answers,
    scans: Sequence[Scan],
    received_at: datetime,
    note: str = "",
) -> Application:
    """Make a new version of what came on paper and reached the authority at `received_at`; the request ends.

    `answers` are the checked answers of the opened pages, by section; the `scans` are added to the
    attachments. The `note` is kept in the log. All else is as for an answer on the site: see
    `supplement_version.take_answer`. Raises `NotAllowed` for anyone but a case officer, `WrongState` when
    the request is no longer open, and `WrongPhase`.
    """
    application = request.application
    data: dict[str, Any] = {"on_paper": True, "note": note}
    with (
        stored(scans) as rows,
        transition(
            application=application,
            source=State.SUPPLEMENT_REQUESTED,
            to=State.IN_REVIEW,
            actor=actor,
            kind=EventKind.SUPPLEMENT_ANSWERED,
            data=data,
        ) as locked,
    ):
        # The table lets the applicant make this move too, by answering.
        if Role.CASE_OFFICER not in roles_in(actor, locked):
            raise NotAllowed
        request = SupplementRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if request.closed_at:
            raise WrongState
        before = request.before.answers
        opened = opened_on_paper(request, locked) | {ATTACHMENTS.key}
        infected = locked.attachments.filter(scan=Attachment.Scan.INFECTED)
        harmful = {str(pk) for pk in infected.values_list("pk", flat=True)}
        files = {ATTACHMENTS.key: _with_files(before, rows, harmful)}
        merged = merge(before, _as_it_was(before, answers) | files, opened)
        keep_scans(locked, rows)
        data |= take_answer(
            application=locked,
            request=request,
            answers=merged,
            received_at=received_at,
            registered_by=actor,
        )
    return application
