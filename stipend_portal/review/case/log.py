"""What has happened in a case, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from stipend_portal.models import Assignment, Event
from stipend_portal.models.event import EventKind

# Many of the same, of which a reader seldom wants more than the number.
FOLDED = (EventKind.NO_CONFLICT, EventKind.OPENED)


@dataclass(frozen=True)
class LogLine:
    """An event, with what its data says beside the kind."""

    event: Event
    details: str


@dataclass(frozen=True)
class Fold:
    """Events of one kind, told together."""

    label: str
    events: list[Event]


@dataclass(frozen=True)
class CaseLog:
    """The log of a case, oldest first, and what is folded away at its end."""

    lines: list[LogLine]
    folds: list[Fold]


def details_of(data: dict[str, Any]) -> str:
    """What the data of an event says beside its kind, in words."""
    parts = []
    if "person" in data:
        kind = Assignment.Kind(data["as"]).label if data.get("as") in Assignment.Kind else ""
        parts.append(f"{data['person']} ({kind})" if kind else str(data["person"]))
    # Of a guardian's paper the kind of the event tells.
    if data.get("on_paper") and "approval" not in data:
        parts.append(_("On paper"))
    if "number" in data:
        parts.append(str(data["number"]) or _("taken away"))
    if data.get("before") and "number" in data:
        parts.append(_("before: %(number)s") % {"number": data["before"]})
    parts += [
        str(data[name])
        for name in ("title", "reason", "note")
        if isinstance(data.get(name), str) and data[name]
    ]
    return ". ".join(parts)


def case_log(events: Iterable[Event]) -> CaseLog:
    """The log ready to print."""
    events = list(events)
    lines = [LogLine(event, details_of(event.data)) for event in events if event.kind not in FOLDED]
    folds = [
        Fold(str(kind.label), same)
        for kind in FOLDED
        if (same := [event for event in events if event.kind == kind])
    ]
    return CaseLog(lines, folds)
