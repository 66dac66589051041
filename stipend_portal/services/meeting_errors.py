"""What can go wrong at a meeting, apart from bad input and what can go wrong with any act."""

from collections.abc import Mapping, Sequence

from stipend_portal.quorum import Quorum
from stipend_portal.services.errors import ActRefused, WrongState


class MeetingClosed(ActRefused):
    """The meeting has been closed: attendance, agenda and decisions stand as they are."""


class OnAgenda(WrongState):
    """The case waits on an agenda, so the board decides it at that meeting and nowhere else."""


class NotAtMeeting(ActRefused):
    """The board decides what is on the agenda of its meeting, and nothing else."""


class NoQuorum(ActRefused):
    """Too few take part to decide the case (kommunallagen 6:27)."""

    def __init__(self, quorum: Quorum) -> None:
        super().__init__(f"{quorum.taking_part} of {quorum.needed}")
        self.quorum = quorum


class ParagraphTaken(ActRefused):
    """Another decision of the meeting has that paragraph already."""

    def __init__(self, paragraph: str) -> None:
        super().__init__(paragraph)
        self.paragraph = paragraph


class AttendanceNeeded(ActRefused):
    """Decisions that have been made rest on the attendance as it was: the paragraphs say which."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        super().__init__(", ".join(paragraphs))
        self.paragraphs = list(paragraphs)


class TooManySeated(ActRefused):
    """More people are written down as taking part in deciding than the body has members."""

    def __init__(self, here: int, seats: int) -> None:
        super().__init__(f"{here} of {seats}")
        self.here, self.seats = here, seats


class TwoChairs(ActRefused):
    """A meeting has one chair."""


class Unsettled(ActRefused):
    """Some cases on the agenda are neither decided nor put off: their numbers on it.

    `asked` are those about which the person has not answered about jäv, `closed` those that are closed to
    her, with the names of who can settle each.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        *,
        asked: Sequence[int] = (),
        closed: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        self.numbers, self.asked, self.closed = list(numbers), list(asked), dict(closed or {})
        super().__init__(str([*self.numbers, *self.asked, *self.closed]))
