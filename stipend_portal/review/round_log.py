"""The log of a round in words: who did what, when and why, and how it was before and became."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stipend_portal.formats import as_kronor
from stipend_portal.models import Programme, Round, RoundEvent
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.review.round_log_details import DETAILS
from stipend_portal.services.published import CRITERIA, GROUP_AMOUNTS

NOTHING = "–"
IN_KRONOR = frozenset({"pot", "ceiling"})


@dataclass(frozen=True)
class Change:
    """One thing that became different."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class LogLine:
    """One event, ready to print."""

    at: datetime
    kind: str
    who: str
    reason: str
    changes: list[Change]
    details: list[str]


def log_of(round_: Round) -> list[LogLine]:
    """Everything that has happened to the round, the newest first."""
    return [line_of(event) for event in RoundEvent.objects.filter(round=round_).order_by("-at", "-pk")]


def line_of(event: RoundEvent) -> LogLine:
    """One event in words."""
    kind = RoundEventKind(event.kind)
    model = CHANGED.get(kind)
    tell = DETAILS.get(kind)
    return LogLine(
        at=event.at,
        kind=kind.label,
        who=event.actor_name,
        reason=event.reason,
        changes=changes_in(model, event.data) if model else [],
        details=tell(event.data) if tell else [],
    )


def changes_in(model: type[models.Model], data: Mapping[str, list[Any]]) -> list[Change]:
    """Field by field what was and what became."""
    return [
        Change(label_of(model, name), in_words(model, name, before), in_words(model, name, after))
        for name, (before, after) in data.items()
    ]


def label_of(model: type[models.Model], name: str) -> str:
    """What a field, or the rows of a relation, is called on the screen."""
    field = model._meta.get_field(name)
    called = field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name
    return capfirst(str(called))


def in_words(model: type[models.Model], name: str, value: Any) -> str:
    """A value that was kept in an event, as people read it."""
    if value in (None, "", []):
        return NOTHING
    if name == CRITERIA:
        return "; ".join(map(_criterion, value))
    if name == GROUP_AMOUNTS:
        return "; ".join(_group_amount(*row) for row in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name in IN_KRONOR:
        return as_kronor(value)
    return _of_field(model._meta.get_field(name), value)


def _of_field(field: models.Field, value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        return date_format(datetime.fromisoformat(value), "j F Y, H:i")
    if isinstance(field, models.DateField):
        return date_format(date.fromisoformat(value), "j F Y")
    return str(value)


def _criterion(row: Mapping[str, Any]) -> str:
    text = _("%(name)s (weight %(weight)d, scores 1–%(highest)d)") % row
    return f"{text}: {row['guidance']}" if row["guidance"] else text


def _group_amount(people: int, amount: int) -> str:
    return _("from %(people)d people: %(amount)s each") % {"people": people, "amount": as_kronor(amount)}


# Whose fields an event of changes tells of.
CHANGED: Mapping[RoundEventKind, type[models.Model]] = {
    RoundEventKind.PUBLISHED_CHANGED: Round,
    RoundEventKind.PROGRAMME_CHANGED: Programme,
}
