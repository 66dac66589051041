"""What readers have told, for tests. All of it is examples."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from home.models import AccessibilityReport

State = AccessibilityReport.State


def make_report(**values: Any) -> AccessibilityReport:
    """A report that waits; with `state`, one that has been answered. `answer_by` may be any day."""
    now: datetime = timezone.now()
    if values.get("state", State.NEW) != State.NEW:
        values = {"answer": "Tack, vi tittar på det.", "answered_at": now, **values}
        values.setdefault("mended_at", now if values["state"] == State.MENDED else None)
    return AccessibilityReport.objects.create(
        **{"text": "Knappen syns inte.", "language": "sv", "kind": "fault", **values}
    )


def make_overdue_report(**values: Any) -> AccessibilityReport:
    """A report that should have been answered yesterday."""
    return make_report(answer_by=timezone.localdate() - timedelta(days=1), **values)
