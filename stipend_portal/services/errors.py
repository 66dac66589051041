"""What can go wrong with an act, apart from bad input."""

from collections.abc import Mapping
from typing import Any

from stipend_portal.states import State


class ActRefused(Exception):
    """Base: the act was not done and nothing was changed."""


class NotAllowed(ActRefused):
    """This person may not do this to this application."""


class WrongState(ActRefused):
    """The application has moved on since the page was opened."""


class WrongPhase(ActRefused):
    """The round is in a phase in which this is not done."""


class LetterHeld(ActRefused):
    """The case has a letter that still waits to be released."""


class DraftGone(ActRefused):
    """The draft has been deleted: by its owner, or because nobody came back to it."""


class AddressTaken(ActRefused):
    """The address is someone else's who is asked, or who applies: each must answer for herself."""


class PotExceeded(ActRefused):
    """The round has less money left than was to be granted."""

    def __init__(self, remaining: int) -> None:
        super().__init__(f"{remaining} kronor left")
        self.remaining = remaining


class AmountTooLarge(ActRefused):
    """An amount is above the most that can be proposed for or granted to the case; `most` is in whole kronor."""

    def __init__(self, application: int, most: int) -> None:
        super().__init__(f"at most {most} kronor")
        self.application = application
        self.most = most


class LateNotAccepted(ActRefused):
    """The application came late and nobody has decided to treat it as in time, so it is granted nothing."""


class DayToCome(ActRefused):
    """What is to be decided on a day that has not come yet is not recorded as decided."""


class DayBeforeArrival(ActRefused):
    """Nothing is decided before the application has come in."""


class OutcomeChanged(ActRefused):
    """A correction mends a slip; another outcome takes a new decision by whoever made the first."""


class CasesUndecided(ActRefused):
    """The round has cases that nobody has decided. `counts` says how many stand in each state."""

    def __init__(self, counts: Mapping[State, int]) -> None:
        super().__init__(f"{sum(counts.values())} undecided")
        self.counts = counts


class ReasonMissing(ActRefused):
    """What was published has changed, and nobody has said why. `changes` is field → [old, new]."""

    def __init__(self, changes: Mapping[str, list[Any]]) -> None:
        super().__init__(", ".join(changes))
        self.changes = changes


class LastOneNamed(ActRefused):
    """A case with protected identity would be left without an officer who knows of it."""


class LettersChanged(ActRefused):
    """Some letters have gone, or read otherwise than when they were shown."""

    def __init__(self, references: list[str]) -> None:
        super().__init__(", ".join(references))
        self.references = references
