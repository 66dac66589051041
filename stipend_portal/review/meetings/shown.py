"""A meeting as a person may see it: its cases, who is in the room for each, and what the minutes lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import User
from stipend_portal.agenda_items import Standing, standing_of
from stipend_portal.formats import as_kronor
from stipend_portal.meetings import Room, gone_from, known_conflicts, room_for
from stipend_portal.minutes_days import (
    adjusted_late,
    announced_late,
    last_day_to_adjust,
    last_day_to_announce,
)
from stipend_portal.models import AgendaItem, Attendance, Meeting
from stipend_portal.permissions import RoundRoles, to_be_asked
from stipend_portal.review.meetings.guardians import guardians_missing


@dataclass(frozen=True)
class ShownItem:
    """One line of the agenda. Without `item` the person has yet to answer about jäv and sees a number only."""

    number: int
    reference: str
    item: AgendaItem | None = None
    standing: Standing = Standing.WAITS
    documents: str = ""
    # What is missing of guardians' approvals, where the case waits.
    guardians: str = ""
    room: Room | None = None

    @property
    def waits(self) -> bool:
        """Whether it can be decided."""
        return self.standing == Standing.WAITS

    @property
    def url(self) -> str:
        """Its own page; where there is none for this person, the page that asks about jäv."""
        if self.item is None:
            return reverse("conflicts:index")
        return reverse("meetings:item", args=[self.item.meeting_id, self.item.pk])

    @property
    def proposal(self) -> str:
        """What is proposed, in words."""
        if self.item is None or not self.item.proposed_outcome:
            return ""
        words = self.item.get_proposed_outcome_display()
        amount = self.item.proposed_amount
        return f"{words}, {as_kronor(amount)}" if amount else words

    @property
    def outcome(self) -> str:
        """What was decided, in words; or how the case stands instead."""
        if self.item is None:
            return ""
        decision = self.item.decision
        if decision:
            words = decision.get_outcome_display()
            return f"{words}, {as_kronor(decision.amount)}" if decision.amount else words
        if self.standing == Standing.PUT_OFF:
            return _("Put off")
        return _("Withdrawn") if self.standing == Standing.WITHDRAWN else ""


def show_items(
    meeting: Meeting, attendance: Sequence[Attendance], items: Sequence[AgendaItem]
) -> list[ShownItem]:
    """Items from `items_of`, ready to print."""
    present = [row for row in attendance if row.present]
    conflicts = known_conflicts(present, [item.application for item in items])
    waiting = [item.application for item in items if standing_of(item) == Standing.WAITS]
    guardians = guardians_missing(waiting)
    return [
        _shown(meeting, attendance, item, conflicts, guardians.get(item.application_id, "")) for item in items
    ]


def _shown(
    meeting: Meeting,
    attendance: Sequence[Attendance],
    item: AgendaItem,
    conflicts: Mapping[int, set[int]],
    guardians: str,
) -> ShownItem:
    documents = getattr(item.application, "on_the_table", ())
    return ShownItem(
        number=item.number,
        reference=item.application.reference,
        item=item,
        standing=standing_of(item),
        documents=", ".join(str(document.number) for document in documents),
        guardians=guardians,
        room=room_for(meeting, attendance, gone_from(item, conflicts)),
    )


def asked_about(meeting: Meeting, user: User, roles: RoundRoles) -> list[ShownItem]:
    """The items of which this person sees the number only: she has not answered about jäv."""
    asked = to_be_asked(user, roles).values("pk")
    rows = AgendaItem.objects.filter(meeting=meeting, application__in=asked).order_by("number", "pk")
    found = rows.values_list("number", "application__reference")
    return [ShownItem(number, reference) for number, reference in found]


def minutes_warnings(meeting: Meeting) -> list[str]:
    """What the law asks of the minutes and has not been done, or was done too late."""
    today = timezone.localdate()
    warnings = []
    if meeting.on <= today and adjusted_late(on=meeting.on, adjusted_on=meeting.adjusted_on, today=today):
        day = last_day_to_adjust(meeting.on).isoformat()
        warnings.append(
            _("The minutes should have been adjusted by %(day)s, fourteen days after the meeting.")
            % {"day": day}
        )
    if announced_late(adjusted_on=meeting.adjusted_on, announced_on=meeting.announced_on, today=today):
        day = last_day_to_announce(meeting.adjusted_on).isoformat()
        warnings.append(
            _("It should have been announced by %(day)s, two days after the minutes were adjusted.")
            % {"day": day}
        )
    return warnings
