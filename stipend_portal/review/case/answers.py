"""What the applicant wrote, with what differs from the version before marked where it stands."""

from collections.abc import Collection
from dataclasses import dataclass

from stipend_portal.answer_differences import Changed, differences
from stipend_portal.answers import ShownAnswer, show_answers
from stipend_portal.models import ApplicationVersion
from stipend_portal.questions import ATTACHMENTS, SECTIONS


@dataclass(frozen=True)
class MarkedAnswer:
    """A question with its answer (none: it is answered only in the version before) and its difference."""

    label: str
    answer: ShownAnswer | None
    change: Changed | None

    @property
    def is_new(self) -> bool:
        """Whether the version before has no answer at all."""
        return self.change is not None and not self.change.before


@dataclass(frozen=True)
class MarkedSection:
    """A page of the form as the case page shows it."""

    slug: str
    title: str
    answers: tuple[MarkedAnswer, ...]


def marked_answers(
    version: ApplicationVersion, former: ApplicationVersion | None, only: Collection[str] | None = None
) -> list[MarkedSection]:
    """The answers of a version by page, all or `only` some pages, marked against the `former` version."""
    changes = {}
    if former:
        changes = {(each.section, each.label): each for each in differences(former.answers, version.answers)}
    shown = {section.slug: section for section in show_answers(version.answers, only=only)}
    marked = []
    for section in SECTIONS:
        if only is not None and section.key not in only:
            continue
        there = (
            {answer.label: answer for answer in shown[section.slug].answers} if section.slug in shown else {}
        )
        title = str(section.title)
        answers = tuple(
            MarkedAnswer(label, there.get(label), changes.get((title, label)))
            for label in (str(question.label) for question in section.questions)
            if label in there or (title, label) in changes
        )
        # The files have a part of the page to themselves; here they stand only where they differ.
        same_files = section == ATTACHMENTS and not any(answer.change for answer in answers)
        if answers and not same_files:
            marked.append(MarkedSection(section.slug, title, answers))
    return marked


def number_of_changes(sections: list[MarkedSection]) -> int:
    """How many answers differ from the version before."""
    return sum(answer.change is not None for section in sections for answer in section.answers)
