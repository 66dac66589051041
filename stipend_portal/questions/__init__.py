"""Every question of the application, worded once.

The forms ask them; the check page, the guardian's page and the case page show them with their answers,
which are plain JSON values by section and question name (see `answers`). A question with a `switch` is
asked only where the programme's field of that name is on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from stipend_portal.questions.journey import ATTACHMENTS, BUDGET, TRIP, WHY
from stipend_portal.questions.people import ABOUT, CUSTODY, GUARDIANS, MEMBERS, TOGETHER
from stipend_portal.questions.shapes import Column, Question, Section

__all__ = [
    "ABOUT",
    "ATTACHMENTS",
    "BUDGET",
    "BY_KEY",
    "BY_SLUG",
    "CUSTODY",
    "GUARDIANS",
    "MEMBERS",
    "SECTIONS",
    "TOGETHER",
    "TRIP",
    "WHY",
    "Column",
    "Question",
    "Section",
    "is_asked",
    "opened_with",
    "sections_for",
]

SECTIONS: tuple[Section, ...] = (
    ABOUT,
    CUSTODY,
    GUARDIANS,
    TOGETHER,
    MEMBERS,
    TRIP,
    BUDGET,
    WHY,
    ATTACHMENTS,
)
BY_SLUG: Mapping[str, Section] = {section.slug: section for section in SECTIONS}
BY_KEY: Mapping[str, Section] = {section.key: section for section in SECTIONS}


# A page that is opened for change opens those whose answers depend on it.
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    ABOUT.key: (CUSTODY.key, GUARDIANS.key),
    CUSTODY.key: (GUARDIANS.key,),
    TOGETHER.key: (MEMBERS.key, BUDGET.key),
    MEMBERS.key: (BUDGET.key,),
}


def opened_with(keys: Iterable[str]) -> set[str]:
    """The pages that can be changed when these are asked for, by key."""
    return {key for asked in keys for key in (asked, *_FOLLOWS.get(asked, ()))}


def sections_for(programme: Any) -> list[Section]:
    """The pages and questions of a programme, as its switches have them, in the order they are asked."""
    left_out: set[str] = set()
    if programme.applicants != "both":
        left_out.add(TOGETHER.key)
    if programme.applicants == "alone":
        left_out.add(MEMBERS.key)
    if programme.attachments == "none":
        left_out.add(ATTACHMENTS.key)
    return [
        replace(section, questions=tuple(q for q in section.questions if is_asked(q, programme)))
        for section in SECTIONS
        if section.key not in left_out
    ]


def is_asked(question: Question, programme: Any) -> bool:
    """Whether a programme asks this question."""
    return not question.switch or getattr(programme, question.switch)
