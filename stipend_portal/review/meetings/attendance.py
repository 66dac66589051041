"""Writing down who is at a meeting: the board members of the rounds are suggested, others are added by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.models import User
from stipend_portal.models import Attendance, Round
from stipend_portal.review.meetings.base import SECRETARY, MeetingPage
from stipend_portal.review.meetings.words import why_not
from stipend_portal.services.meeting import Attendant, set_attendance
from stipend_portal.services.meeting_errors import AttendanceNeeded, TooManySeated, TwoChairs
from stipend_portal.states import Role

Capacity = Attendance.Capacity

# Lines for people who have no account.
BLANK_LINES = 4
# Far more than any board.
MOST_LINES = 300
LONGEST_NAME = 200
OFF_THE_LIST = ("", gettext_lazy("Not on the list"))


@dataclass(frozen=True)
class Line:
    """One line of the form. `key` names its fields: `row-5` is there already, `user-7` is suggested."""

    key: str
    name: str = ""
    capacity: str = ""
    present: bool = False
    error: str = ""
    pk: int | None = None
    user_id: int | None = None

    @property
    def takes_name(self) -> bool:
        """Whether the name is typed here."""
        return not self.pk and not self.user_id


def suggested(meeting_body: str, taken: set[int]) -> list[User]:
    """The board members of the rounds that the body decides in, who are not on the list yet."""
    rounds = Round.objects.filter(deciding_body=meeting_body)
    board = User.objects.filter(
        is_active=True, round_roles__round__in=rounds, round_roles__role=Role.COMMITTEE_MEMBER
    )
    return list(board.exclude(pk__in=taken).distinct().order_by("last_name", "first_name", "pk"))


class AttendanceView(MeetingPage):
    """The list of those attending, as one form."""

    template_name = "stipend_portal/review/meetings/attendance.html"
    needs = SECRETARY
    free_text = ("name-*",)

    def get_page_title(self) -> str:
        """What is done here."""
        return _("Who is here")

    def lines(self) -> list[Line]:
        """Those on the list, those who are suggested, and empty lines for names."""
        stored = list(self.meeting.attendance.all())
        rows = [
            Line(f"row-{row.pk}", row.name, row.capacity, row.present, pk=row.pk, user_id=row.user_id)
            for row in stored
        ]
        taken = {row.user_id for row in stored if row.user_id}
        rows += [
            Line(f"user-{user.pk}", str(user), Capacity.MEMBER, user_id=user.pk)
            for user in suggested(self.meeting.body, taken)
        ]
        return rows + [Line(f"new-{number}") for number in range(BLANK_LINES)]

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The lines, as they stand or as they were typed."""
        lines = context.pop("lines", None) or self.lines()
        return super().show(
            status,
            lines=lines,
            capacities=[OFF_THE_LIST, *Capacity.choices],
            errors=[line for line in lines if line.error],
            **context,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the list, or show it again with what was typed."""
        lines = [typed(line, request.POST) for line in self.lines()[:MOST_LINES]]
        if any(line.error for line in lines):
            return self.show(status=422, lines=lines)
        rows = [
            Attendant(line.name, line.capacity, line.present, line.pk, line.user_id)
            for line in lines
            if line.pk or line.capacity
        ]
        try:
            set_attendance(meeting=self.meeting, actor=request.user, rows=rows)
        except (AttendanceNeeded, TooManySeated, TwoChairs) as error:
            return self.show(status=422, lines=lines, error=why_not(error))
        return self.back(_("The attendance is written down."))


def typed(line: Line, data: Mapping[str, str]) -> Line:
    """A line as it was posted. One that was not posted stays as it stands; a suggestion is then not taken."""
    key = line.key
    if f"as-{key}" not in data:
        return line if line.pk else Line(key, line.name, user_id=line.user_id)
    name = " ".join(data.get(f"name-{key}", "").split()) if line.takes_name else line.name
    capacity = data[f"as-{key}"] if data[f"as-{key}"] in Capacity.values else ""
    error = ""
    if line.takes_name and name and not capacity:
        error = _("Choose in what capacity %(name)s is here.") % {"name": name}
    elif line.takes_name and capacity and not name:
        error = _("Write a name, or choose “Not on the list”.")
    elif len(name) > LONGEST_NAME:
        error = _("The name is too long.")
    return Line(key, name, capacity, f"present-{key}" in data, error, line.pk, line.user_id)
