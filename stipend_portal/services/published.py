"""What has been published is frozen when a round opens: what changes later is an event with a reason.

Everyone who applies is to be judged by the same rules (kommunallagen 2:3), so whoever changes them on the
way says why, and both how it was and how it became can be read afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import normalize_newlines

from home.models import User
from stipend_portal.models import Assessment, Programme, Round
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.phases import Phase
from stipend_portal.services.errors import ReasonMissing, WrongState
from stipend_portal.services.late_exception import count_anew, hold_late
from stipend_portal.services.round_event import record_round_event

ROUND_FIELDS = (
    "programme",
    "opens_at",
    "closes_at",
    "min_age",
    "max_age",
    "age_day",
    "residence",
    "pot",
    "ceiling",
    "assurance_level",
    "decision_planned",
    "deciding_body",
    "blind",
)
PROGRAMME_FIELDS = (
    "purpose",
    "purpose_en",
    "rules",
    "rules_en",
    "applicants",
    "largest_group",
    "amount_rule",
    "share_percent",
    "asks_school",
    "asks_host",
    "asks_own_contribution",
    "asks_other_funding",
    "asks_two_quotes",
    "attachments",
    "most_attachments",
    "retention_years",
    "retention_basis",
)
CRITERIA, GROUP_AMOUNTS = "criteria", "group_amounts"
# What assessors have judged by cannot change under them.
FROZEN_BY_ASSESSMENTS = frozenset({CRITERIA, "blind"})

Facts = dict[str, Any]
# Key of the account, name then, role.
People = list[tuple[int, str, str]]


def is_being_assessed(round_: Round) -> bool:
    """Whether anyone has begun to assess an application of the round."""
    return Assessment.objects.filter(application__round=round_).exists()


@contextmanager
def changing_round(*, round: Round, actor: User, reason: str) -> Iterator[None]:
    """Save the round and its rows inside: what has become different is written in its log.

    With a later closing day, what came in by then is in time. Raises `ReasonMissing` when something published
    has changed and `reason` is empty, `WrongState` when assessments stand in the way of the change. Nothing
    is saved then.
    """
    with transaction.atomic():
        late = hold_late(round.pk)
        stored = Round.objects.select_for_update().get(pk=round.pk)
        was_published = stored.has_opened
        before, people_before = _round_facts(stored), _people(stored)
        yield
        saved = Round.objects.get(pk=round.pk)
        changes = _differences(before, _round_facts(saved))
        if FROZEN_BY_ASSESSMENTS & changes.keys() and is_being_assessed(saved):
            raise WrongState
        if changes and was_published:
            if not reason:
                raise ReasonMissing(changes)
            record_round_event(
                round=saved,
                kind=RoundEventKind.PUBLISHED_CHANGED,
                actor=actor,
                reason=reason,
                data=changes,
            )
        if "closes_at" in changes:
            count_anew(held=late, round=saved, actor=actor, reason=reason)
        _record_people(saved, actor, people_before, _people(saved))


@contextmanager
def changing_programme(*, programme: Programme, actor: User, reason: str) -> Iterator[None]:
    """Save the stipend and its rows inside: each of its rounds that is published and not closed is told.

    Raises `ReasonMissing` when what such a round rests on has changed and `reason` is empty.
    """
    with transaction.atomic():
        before = _programme_facts(Programme.objects.select_for_update().get(pk=programme.pk))
        yield
        changes = _differences(before, _programme_facts(Programme.objects.get(pk=programme.pk)))
        rounds = published_rounds(programme)
        if changes and rounds and not reason:
            raise ReasonMissing(changes)
        for round_ in rounds if changes else ():
            record_round_event(
                round=round_,
                kind=RoundEventKind.PROGRAMME_CHANGED,
                actor=actor,
                reason=reason,
                data=changes,
            )


def record_created(*, round: Round, actor: User) -> None:
    """Write in the log of a new round that it was set up, and with whom."""
    people = [_named(person) for person in _people(round)]
    record_round_event(round=round, kind=RoundEventKind.CREATED, actor=actor, data={"people": people})


def published_rounds(programme: Programme) -> list[Round]:
    """The rounds of a stipend that people have been able to apply in and that are not closed."""
    return list(programme.rounds.filter(opens_at__lte=timezone.now()).exclude(phase=Phase.CLOSED))


def _record_people(round_: Round, actor: User, before: People, after: People) -> None:
    added = [_named(person) for person in after if person not in before]
    removed = [_named(person) for person in before if person not in after]
    if added or removed:
        record_round_event(
            round=round_,
            kind=RoundEventKind.ROLES_CHANGED,
            actor=actor,
            data={"added": added, "removed": removed},
        )


def _named(person: tuple[int, str, str]) -> list[str]:
    """Name and role, as they are kept in an event."""
    return list(person[1:])


def _people(round_: Round) -> People:
    """Each who works with the round, as they are now."""
    rows = round_.roles.select_related("user").order_by("role", "pk")
    return [(row.user_id, str(row.user), row.role) for row in rows]


def _round_facts(round_: Round) -> Facts:
    criteria = [
        {
            "name": row.name,
            "name_en": row.name_en,
            "weight": row.weight,
            "highest": row.highest,
            "guidance": _as_json(row.guidance),
        }
        for row in round_.criteria.all()
    ]
    return {**_facts(round_, ROUND_FIELDS), CRITERIA: criteria}


def _programme_facts(programme: Programme) -> Facts:
    amounts = [[row.people, row.amount] for row in programme.group_amounts.all()]
    return {**_facts(programme, PROGRAMME_FIELDS), GROUP_AMOUNTS: amounts}


def _facts(instance: models.Model, names: tuple[str, ...]) -> Facts:
    return {name: _as_json(getattr(instance, name)) for name in names}


def _as_json(value: Any) -> Any:
    """A value as it can be kept in an event. Moments are told to the minute, as they are set."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        # A browser sends other ends of lines than a script does; that is no change.
        return normalize_newlines(value).strip()
    return str(value) if isinstance(value, models.Model) else value


def _differences(before: Facts, after: Facts) -> dict[str, list[Any]]:
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}
