"""What is in order with an application and what is not, line by line, computed from the rules of its round.

Plain values in, lines out. Nothing is decided here: a line tells, and a person judges (kommunallagen 6:38).
"""

from collections.abc import Callable

from stipend_portal.checklist import papers, people
from stipend_portal.checklist.facts import Facts, Line, Person, Standing

__all__ = ["Facts", "Line", "Person", "Standing", "checklist"]

LOOKED_AT: tuple[Callable[[Facts], Line | None], ...] = (
    people.age,
    people.link,
    papers.in_time,
    people.guardians,
    people.group,
    papers.attachments,
    papers.scanned,
    papers.quotes,
    papers.amount,
    papers.supplement,
)


def checklist(facts: Facts) -> list[Line]:
    """Everything that is looked at, in one order. What does not concern this application is left out."""
    lines = (look(facts) for look in LOOKED_AT)
    return [line for line in lines if line is not None]
