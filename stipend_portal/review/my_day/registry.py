"""All kinds of work that can wait for somebody, and one person's day."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from home.models import User
from stipend_portal.formats import Text
from stipend_portal.review.case_list_form import ME, NOBODY
from stipend_portal.review.my_day.assessments import assessments_to_do
from stipend_portal.review.my_day.closed_rounds import undecided_in_closed_rounds
from stipend_portal.review.my_day.conflicts import conflicts_to_answer
from stipend_portal.review.my_day.day import MOST, Day, Item, Waiting
from stipend_portal.review.my_day.delegated import decisions_to_report
from stipend_portal.review.my_day.in_review import in_review
from stipend_portal.review.my_day.letters_to_print import letters_to_print
from stipend_portal.review.my_day.letters_to_release import letters_to_release
from stipend_portal.review.my_day.meetings import meetings_with_cases
from stipend_portal.review.my_day.messages import messages_to_answer
from stipend_portal.review.my_day.minutes import minutes_to_finish
from stipend_portal.review.my_day.new_cases import new_cases
from stipend_portal.review.my_day.next_meeting import next_meeting
from stipend_portal.review.my_day.rounds import rounds_to_move_on
from stipend_portal.review.my_day.supplements import overdue_supplements
from stipend_portal.review.my_day.to_decide import cases_to_decide
from stipend_portal.review.my_day.undelivered import undelivered_mails

SHOWN = 5

# A source tells what waits for a person, or None where it is no work of hers. It asks one query.
Source = Callable[[Day], Waiting | None]

# In the order of the work.
SOURCES: tuple[Source, ...] = (
    conflicts_to_answer,
    messages_to_answer,
    undelivered_mails,
    overdue_supplements,
    new_cases,
    undecided_in_closed_rounds,
    in_review,
    assessments_to_do,
    next_meeting,
    rounds_to_move_on,
    cases_to_decide,
    meetings_with_cases,
    minutes_to_finish,
    decisions_to_report,
    letters_to_release,
    letters_to_print,
)


@dataclass(frozen=True)
class Group:
    """What waits for the same thing: how many, the oldest of them, and where all of them are."""

    title: Text
    count: int
    is_capped: bool
    items: list[Item]
    url: str

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)


@dataclass(frozen=True)
class MyDay:
    """One person's day: what waits for her alone, and what waits for anyone who does the same work."""

    mine: list[Group]
    anyones: list[Group]


def _group(waiting: Waiting, *, mine: bool) -> Group | None:
    items = [item for item in waiting.items if item.mine == mine]
    if not items:
        return None
    url = waiting.url
    if waiting.query:
        handler = {"handler": ME if mine else NOBODY} if waiting.by_handler else {}
        url = f"{reverse('cases:index')}?{urlencode({**waiting.query, **handler})}"
    return Group(waiting.title, min(len(items), MOST), len(items) > MOST, items[:SHOWN], url)


def my_day(user: User) -> MyDay:
    """What waits for a person, kind by kind; both lists are empty for someone who acts in no round."""
    day = Day(user)
    found = [waiting for source in SOURCES if (waiting := source(day))]
    mine = [group for waiting in found if (group := _group(waiting, mine=True))]
    anyones = [group for waiting in found if (group := _group(waiting, mine=False))]
    return MyDay(mine, anyones)
