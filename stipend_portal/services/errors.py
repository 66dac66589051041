"""What can go wrong with an act, apart from bad input."""


class ActRefused(Exception):
    """Base: the act was not done and nothing was changed."""


class NotAllowed(ActRefused):
    """This person may not do this to this application."""


class WrongState(ActRefused):
    """The application has moved on since the page was opened."""


class WrongPhase(ActRefused):
    """The round is in a phase in which this is not done."""


class DraftGone(ActRefused):
    """The draft has been deleted: by its owner, or because nobody came back to it."""


class AddressTaken(ActRefused):
    """The address is someone else's who is asked, or who applies: each must answer for herself."""


class PotExceeded(ActRefused):
    """The round has less money left than was to be granted."""

    def __init__(self, remaining: int) -> None:
        super().__init__(f"{remaining} kronor left")
        self.remaining = remaining
