"""Answering what readers have told about accessibility."""

from django.db import transaction
from django.utils import timezone

from home.mail.outgoing import send
from home.models import AccessibilityReport, User

State = AccessibilityReport.State


class NotWaiting(Exception):
    """Somebody else has done it already, or it was never to be done."""


@transaction.atomic
def answer_report(*, report_id: int, by: User, state: State, answer: str) -> AccessibilityReport:
    """Answer a report in words, and mail them where there is an address; both happen or neither.

    `state` is answered, mended or refused. A refusal needs its reasons in `answer` (lag 2018:1937, 15 §).
    Raises NotWaiting when it is answered already.
    """
    report = AccessibilityReport.objects.select_for_update().get(pk=report_id)
    if report.state != State.NEW:
        raise NotWaiting
    now = timezone.now()
    report.state, report.answer, report.answered_at, report.handled_by = state, answer, now, by
    report.mended_at = now if state == State.MENDED else None
    report.save()
    _mail(report, "accessibility_answer")
    return report


@transaction.atomic
def mark_mended(*, report_id: int, by: User) -> AccessibilityReport:
    """Say that what was answered before is mended now, and mail so. Raises NotWaiting when it cannot be said."""
    report = AccessibilityReport.objects.select_for_update().get(pk=report_id)
    if report.state != State.ANSWERED:
        raise NotWaiting
    report.state, report.mended_at, report.handled_by = State.MENDED, timezone.now(), by
    report.save()
    _mail(report, "accessibility_mended")
    return report


def _mail(report: AccessibilityReport, kind: str) -> None:
    if report.email:
        send(kind, to=report.email, language=report.language, context={"report": report})
