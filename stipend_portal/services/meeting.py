"""The meeting itself: making it, who is there, closing it, and the days of its minutes.

What is done to a meeting is kept in Wagtail's log with who did it. A meeting is locked before the cases on its
agenda, so that two people at once come one after the other.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from home.models import User
from stipend_portal.agenda_items import who_else_settles
from stipend_portal.meetings import (
    DECIDING,
    bodies_for,
    cases_at_meetings,
    gone_from,
    meeting_roles,
    meetings_for,
    roles_at,
    room_for,
)
from stipend_portal.models import AgendaItem, Attendance, Meeting
from stipend_portal.permissions import to_be_asked
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.meeting_errors import (
    AttendanceNeeded,
    MeetingClosed,
    TooManySeated,
    TwoChairs,
    Unsettled,
)
from stipend_portal.states import UNDECIDED, Role

LOGGED: Final = "stipend_portal.meeting_changed"
SECRETARY: Final = frozenset({Role.BOARD_SECRETARY})


def lock_meeting(
    meeting: Meeting, actor: User, *, allowed: Collection[Role] = SECRETARY, closed: bool = False
) -> Meeting:
    """The meeting's row, locked until the transaction ends, for someone with one of the `allowed` roles at it.

    Raises `NotAllowed` for everyone else, and `MeetingClosed` for a closed meeting unless `closed`.
    """
    roles = meeting_roles(actor)
    if not meetings_for(roles).filter(pk=meeting.pk).exists() or not roles_at(meeting, roles) & set(allowed):
        raise NotAllowed
    locked = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if locked.closed_at and not closed:
        raise MeetingClosed
    return locked


def log_act(meeting: Meeting, actor: User, what: str, **data: Any) -> None:
    """Keep what was done to a meeting. Cases are told by their number on the agenda and nothing else."""
    log(meeting, LOGGED, user=actor, data={"what": what, "body": meeting.body, **data})


def log_download(*, meeting: Meeting, actor: User, ending: str, reasons: bool) -> None:
    """Keep who fetched the annex to the minutes, as what kind of file, and whether the reasons are in it."""
    log_act(meeting, actor, "downloaded", format=ending.upper(), reasons=reasons)


@transaction.atomic
def make_meeting(*, actor: User, body: str, on: date, place: str, seats: int) -> Meeting:
    """A meeting of a body whose secretary the actor is; `seats` is how many members the body has.

    Raises `NotAllowed` for anyone else.
    """
    if body not in bodies_for(meeting_roles(actor)):
        raise NotAllowed
    meeting = Meeting.objects.create(body=body, on=on, place=place, seats=seats, created_by=actor)
    log_act(meeting, actor, "made")
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, actor: User, on: date, place: str, seats: int) -> None:
    """Change day, place and number of seats of a meeting that goes on or is to come.

    Raises `AttendanceNeeded` when decisions have been made that say another day, or that so many members
    would have made with too few, and `TooManySeated` when more are there than that.
    """
    locked = lock_meeting(meeting, actor)
    decided = [item.paragraph for item in locked.items.exclude(decision=None)]
    if decided and on != locked.on:
        raise AttendanceNeeded(decided)
    before = {"on": locked.on.isoformat(), "place": locked.place, "seats": locked.seats}
    locked.on, locked.place, locked.seats = on, place, seats
    locked.save(update_fields=["on", "place", "seats"])
    _require_room(locked)
    log_act(locked, actor, "changed", before=before)


@transaction.atomic
def remove_meeting(*, meeting: Meeting, actor: User) -> None:
    """Remove a meeting that was made by mistake. Raises `WrongState` when anything stands on it."""
    locked = lock_meeting(meeting, actor)
    if locked.items.exists() or locked.reported.exists():
        raise WrongState
    log_act(locked, actor, "removed", on=locked.on.isoformat())
    locked.delete()


@dataclass(frozen=True)
class Attendant:
    """Someone on the list of those attending: a row that is there already (`pk`), a user, or a name."""

    name: str
    # Empty: taken off the list.
    capacity: Attendance.Capacity | str
    present: bool
    pk: int | None = None
    user_id: int | None = None


@transaction.atomic
def set_attendance(*, meeting: Meeting, actor: User, rows: Iterable[Attendant]) -> None:
    """Write down who is at the meeting, in order: deputies step in in that order.

    Raises `AttendanceNeeded` when a decision that has been made would then lack quorum, or one who left for
    jäv would be gone from the list, `TooManySeated` when more take part than the body has members, and
    `TwoChairs`.
    """
    locked = lock_meeting(meeting, actor)
    there = {row.pk: row for row in locked.attendance.all()}
    for row in rows:
        stored = there.get(row.pk) if row.pk else None
        if not row.capacity:
            if stored:
                _take_off(stored)
            continue
        if stored is None:
            stored = Attendance(meeting=locked, user_id=row.user_id, name=row.name)
        stored.capacity, stored.present = row.capacity, row.present
        stored.save()
    _require_room(locked)
    now = [[row.name, row.capacity, row.present] for row in locked.attendance.all()]
    log_act(locked, actor, "attendance", rows=now)


def _take_off(row: Attendance) -> None:
    decided = row.recusals.exclude(decision=None).values_list("paragraph", flat=True)
    if decided:
        raise AttendanceNeeded(list(decided))
    row.delete()


def _require_room(meeting: Meeting) -> None:
    """Raise what `set_attendance` raises when those who are there do not fit the body or its decisions."""
    attendance = list(meeting.attendance.all())
    here = sum(row.present and row.capacity in DECIDING for row in attendance)
    if here > meeting.seats:
        raise TooManySeated(here, meeting.seats)
    if sum(row.capacity == Attendance.Capacity.CHAIR for row in attendance) > 1:
        raise TwoChairs
    decided = meeting.items.exclude(decision=None).prefetch_related("recused")
    short = [
        item.paragraph
        for item in decided
        if not room_for(meeting, attendance, gone_from(item, {})).quorum.reached
    ]
    if short:
        raise AttendanceNeeded(short)


@transaction.atomic
def close_meeting(*, meeting: Meeting, actor: User) -> None:
    """Close the meeting: from now on attendance and agenda stand as they are.

    Raises `Unsettled` while a case that could be decided is neither decided nor put off.
    """
    locked = lock_meeting(meeting, actor)
    waiting = locked.items.filter(decision=None, put_off=False, application__state__in=sorted(UNDECIDED))
    if items := list(waiting.select_related("application").order_by("number")):
        raise _unsettled(items, actor)
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    log_act(locked, actor, "closed")


def _unsettled(items: list[AgendaItem], actor: User) -> Unsettled:
    """What still waits, told apart by whether the actor can do anything about it herself."""
    roles = meeting_roles(actor)
    cases = [item.application_id for item in items]
    seen = set(cases_at_meetings(actor, roles).filter(pk__in=cases).values_list("pk", flat=True))
    asked = set(to_be_asked(actor, roles).filter(pk__in=cases).values_list("pk", flat=True)) - seen
    closed = [item for item in items if item.application_id not in seen | asked]
    return Unsettled(
        [item.number for item in items if item.application_id in seen],
        asked=[item.number for item in items if item.application_id in asked],
        closed=who_else_settles(closed, actor) if closed else {},
    )


@transaction.atomic
def date_minutes(
    *, meeting: Meeting, actor: User, adjusted_on: date | None, announced_on: date | None
) -> None:
    """Write down when the minutes were adjusted, and when that was announced on the notice board.

    Three weeks from the announcement the time to appeal ends (kommunallagen 13:5). Raises `WrongState`
    before the meeting has been closed.
    """
    locked = lock_meeting(meeting, actor, closed=True)
    if not locked.closed_at:
        raise WrongState
    before = _iso(locked.adjusted_on, locked.announced_on)
    locked.adjusted_on, locked.announced_on = adjusted_on, announced_on
    locked.save(update_fields=["adjusted_on", "announced_on"])
    after = _iso(adjusted_on, announced_on)
    log_act(locked, actor, "minutes", before=before, after=after)


def _iso(*days: date | None) -> list[str | None]:
    return [day.isoformat() if day else None for day in days]
