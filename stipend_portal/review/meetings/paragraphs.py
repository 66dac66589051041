"""The paragraphs of the minutes: how they are written, and which comes next."""

import re

from stipend_portal.models import AgendaItem, Meeting

SIGN = "§"
LONGEST = 20


def normal(typed: str) -> str:
    """A paragraph as the minutes write it: `12`, `§12` and `§ 12` are all `§ 12`."""
    words = " ".join(typed.replace(SIGN, " ").split())
    return f"{SIGN} {words}" if words else ""


def number_of(paragraph: str) -> int:
    """The number in a paragraph; 0 where there is none."""
    found = re.search(r"\d{1,6}", paragraph)
    return int(found.group()) if found else 0


def next_number(meeting: Meeting) -> int:
    """The number after the highest of this meeting, or else of the body's meetings earlier in the year."""
    year = AgendaItem.objects.filter(
        meeting__body=meeting.body, meeting__on__year=meeting.on.year, meeting__on__lte=meeting.on
    )
    used = year.exclude(decision=None).values_list("paragraph", flat=True)
    return max(map(number_of, used), default=0) + 1
