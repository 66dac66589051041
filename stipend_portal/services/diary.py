"""The number of a case in the board's diary, which another system gives and this one keeps as text."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Event, Round
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in, visible_to
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.transition import lock, record_event
from stipend_portal.states import Role

NUMBERERS = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY})


@transaction.atomic
def write_diary_number(*, application: Application, actor: User, number: str) -> None:
    """Write, change or take away (`number` empty) a case's number. The same again changes nothing.

    Raises `NotAllowed`.
    """
    locked = lock(application, actor)
    roles = roles_in(actor, locked) & NUMBERERS
    if not roles:
        raise NotAllowed
    if locked.diary_number == number:
        return
    before, locked.diary_number = locked.diary_number, number
    locked.save(update_fields=["diary_number"])
    record_event(
        application=locked,
        kind=EventKind.DIARY_NUMBERED,
        role=min(roles),
        actor=actor,
        data={"number": number, "before": before},
    )


def without_diary_number(round_: Round, actor: User) -> list[Application]:
    """The cases of a round that have no number and that this person may see and has not sent herself."""
    return list(_unnumbered(round_, actor).order_by("received_at", "pk"))


def _unnumbered(round_: Round, actor: User) -> QuerySet[Application]:
    cases = visible_to(actor).exclude(applicant=actor.pk)  # kommunallagen 6:28
    return cases.filter(round=round_, diary_number="")


@transaction.atomic
def write_diary_numbers(*, round: Round, actor: User, numbers: Iterable[tuple[int, str]]) -> int:
    """Number those of the given cases (key and number) that still have none. Returns how many.

    A number that has been written meanwhile stays. Raises `NotAllowed` for someone who numbers no case of
    the round.
    """
    wanted = dict(numbers)
    rows = _unnumbered(round, actor).filter(pk__in=wanted)
    locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not locked:
        return 0
    roles = roles_in(actor, locked[0]) & NUMBERERS
    if not roles:
        raise NotAllowed
    now = timezone.now()
    for application in locked:
        application.diary_number = wanted[application.pk]
    Application.objects.bulk_update(locked, ["diary_number"])
    Event.objects.bulk_create(
        Event(
            application=application,
            kind=EventKind.DIARY_NUMBERED,
            at=now,
            actor=actor,
            actor_name=str(actor),
            actor_role=min(roles),
            data={"number": application.diary_number, "before": ""},
        )
        for application in locked
    )
    return len(locked)
