"""Meetings of the board for tests: with people present and cases on the agenda."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from home.models import User
from stipend_portal.models import AgendaItem, Application, Attendance, Meeting, Round
from stipend_portal.models.decision import Outcome
from stipend_portal.services.agenda import propose, put_on_agenda
from stipend_portal.services.meeting import Attendant, close_meeting, make_meeting, set_attendance
from stipend_portal.services.meeting_decision import Decided, decide_item
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_round, make_staff

BODY = "Barn- och utbildningsnämnden"
REASON = "Resan följer reglerna för stipendiet."


def secretary_of(*rounds: Round) -> User:
    """A board secretary of the rounds: one that is there already, or else a new one."""
    there = User.objects.filter(round_roles__round=rounds[0], round_roles__role=Role.BOARD_SECRETARY).first()
    return there or make_staff(Role.BOARD_SECRETARY, rounds=rounds)


def make_meeting_of(
    round: Round | None = None,
    *,
    secretary: User | None = None,
    present: int = 3,
    seats: int = 5,
    **fields: Any,
) -> Meeting:
    """A meeting today of a body with five seats, where three members without an account are present."""
    round = round or make_round()
    meeting = make_meeting(
        actor=secretary or secretary_of(round),
        body=round.deciding_body,
        seats=seats,
        **{"on": timezone.localdate(), "place": "Exempelsalen", **fields},
    )
    for number in range(present):
        attend(meeting, name=f"Ledamot {number} Exempel")
    return meeting


def attend(
    meeting: Meeting,
    user: User | None = None,
    *,
    name: str = "",
    capacity: str = "member",
    present: bool = True,
) -> Attendance:
    """Someone on the list of those attending."""
    return Attendance.objects.create(
        meeting=meeting, user=user, name=name or str(user), capacity=capacity, present=present
    )


def put_on(
    meeting: Meeting, *applications: Application, actor: User | None = None, **reasons: str
) -> list[AgendaItem]:
    """Cases on the agenda of a meeting."""
    actor = actor or meeting.created_by
    return put_on_agenda(
        meeting=meeting, actor=actor, applications=[case.pk for case in applications], reasons=reasons
    )


def item_at(
    meeting: Meeting,
    *,
    round: Round | None = None,
    proposed: str = Outcome.GRANTED,
    amount: int = 4_000,
    reason: str = REASON,
    **fields: Any,
) -> AgendaItem:
    """A prepared case on the agenda, with a proposal."""
    round = round or Round.objects.get(deciding_body=meeting.body)
    [item] = put_on(meeting, make_application(round=round, state=State.PREPARED, **fields))
    propose(item=item, actor=meeting.created_by, outcome=proposed, amount=amount, reason=reason)
    item.refresh_from_db()
    return item


def decided(paragraph: str = "§ 12", **changes: Any) -> Decided:
    """What the board decides: all 4 000 kronor granted, unless changed."""
    return Decided(
        **{
            "outcome": Outcome.GRANTED,
            "amount": 4_000,
            "reason": REASON,
            "paragraph": paragraph,
            **changes,
        }
    )


def fix(
    item: AgendaItem, paragraph: str = "§ 12", *, actor: User | None = None, **changes: Any
) -> AgendaItem:
    """Fix the decision of an item."""
    decide_item(item=item, actor=actor or item.meeting.created_by, decided=decided(paragraph, **changes))
    item.refresh_from_db()
    return item


def close(meeting: Meeting, *, adjusted_on: date | None = None, announced_on: date | None = None) -> Meeting:
    """Close a meeting, and write the days of its minutes straight to the row."""
    close_meeting(meeting=meeting, actor=meeting.created_by)
    Meeting.objects.filter(pk=meeting.pk).update(adjusted_on=adjusted_on, announced_on=announced_on)
    meeting.refresh_from_db()
    return meeting


def write_down(meeting: Meeting, rows: Iterable[Attendant], *, actor: User | None = None) -> None:
    """Set the attendance as its secretary."""
    set_attendance(meeting=meeting, actor=actor or meeting.created_by, rows=rows)
