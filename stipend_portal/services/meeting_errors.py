"""What can go wrong at a meeting, apart from bad input and what can go wrong with any act."""

from collections.abc import Sequence

from stipend_portal.quorum import Quorum
from stipend_portal.services.errors import ActRefused, WrongState


class MeetingClosed(ActRefused):
    """The meeting has been closed: attendance, agenda and decisions stand as they are."""


class OnAgenda(WrongState):
    """The case waits on an agenda, so the board decides it at that meeting and nowhere else."""


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


class Unsettled(ActRefused):
    """Some cases on the agenda are neither decided nor put off: their numbers on it."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(str(list(numbers)))
        self.numbers = list(numbers)
