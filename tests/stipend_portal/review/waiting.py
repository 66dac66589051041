"""What the tests of “What waits for me” share: the names of its groups, and ways to look at them."""

from home.models import User
from stipend_portal.review.my_day.registry import Group, my_day

NEW, IN_REVIEW, TO_DECIDE = (
    "New, to take into review",
    "In review, to prepare",
    "Prepared, to decide or put on an agenda",
)
LETTERS, TO_PRINT = "Letters to read and release", "Letters to print and post"
MESSAGES, RETURNED, OVERDUE = "Messages to answer", "Mails that came back", "Not answered by the last day"
JAV, ROUNDS = "Questions about jäv", "Rounds to move to the next phase"
IN_CLOSED_ROUNDS = "The round is closed: take it back to decide"
ASSESS, COMING = "Cases to assess", "Coming meetings"
MEETINGS, MINUTES, DELEGATED = (
    "Meetings with cases to decide",
    "Minutes to adjust and announce",
    "Decisions to report to the board",
)


def counts(groups: list[Group]) -> dict[str, int]:
    """How much waits, by kind."""
    return {str(group.title): group.count for group in groups}


def mine(user: User) -> dict[str, int]:
    """What waits for her alone."""
    return counts(my_day(user).mine)


def anyones(user: User) -> dict[str, int]:
    """What waits for anyone with her role."""
    return counts(my_day(user).anyones)


def group(groups: list[Group], title: str) -> Group:
    """The group of this kind."""
    [found] = [each for each in groups if str(each.title) == title]
    return found
