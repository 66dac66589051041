"""Answers as people read them, the same on every page that shows an application."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from stipend_portal.formats import as_kronor
from stipend_portal.questions import BUDGET, SECTIONS, TRIP, WHY, Question, Section

# What the others in the group and their guardians read: the plan they share, and nobody's private matters.
SHARED = (TRIP.key, BUDGET.key, WHY.key)


@dataclass(frozen=True)
class ShownAnswer:
    """A question and its answer, ready to print.

    A table has `columns` (headings) and `rows` of texts in their order, and a `total` where amounts are
    added up.
    """

    label: str
    value: str
    rows: tuple[tuple[str, ...], ...] = ()
    total: str = ""
    long: bool = False
    columns: tuple[str, ...] = ()

    @property
    def labelled_rows(self) -> list[list[tuple[str, str]]]:
        """The rows with each cell's heading beside it, for where there is no room for a table."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class ShownSection:
    """A page of the form with its answers."""

    slug: str
    title: str
    answers: tuple[ShownAnswer, ...]


def total_of(question: Question, rows: list[dict[str, Any]]) -> Decimal:
    """The sum of a table's amounts, in kronor."""
    return sum((Decimal(row[question.total]) for row in rows), Decimal(0))


def _show_rows(question: Question, rows: list[dict[str, Any]]) -> ShownAnswer:
    # A column that nobody has filled in only makes the table wider.
    columns = [column for column in question.columns if any(row.get(column.name) for row in rows)]
    return ShownAnswer(
        label=str(question.label),
        value="",
        columns=tuple(str(column.label) for column in columns),
        rows=tuple(tuple(column.show(row.get(column.name, "")) for column in columns) for row in rows),
        total=as_kronor(total_of(question, rows)) if question.total else "",
    )


def _show(section: Section, answers: Mapping[str, Any]) -> ShownSection:
    shown = []
    for question in section.questions:
        value = answers.get(question.name)
        if value in (None, "", []):
            continue
        if question.columns:
            shown.append(_show_rows(question, value))
        else:
            shown.append(ShownAnswer(str(question.label), question.show(value), long=question.long))
    return ShownSection(section.slug, str(section.title), tuple(shown))


def show_answers(
    answers: Mapping[str, Mapping[str, Any]], only: Collection[str] | None = None
) -> list[ShownSection]:
    """All answered sections in the reader's language, in the order of the form; or `only` some, by key."""
    keys = [section.key for section in SECTIONS] if only is None else only
    return [
        _show(section, answers[section.key])
        for section in SECTIONS
        if section.key in answers and section.key in keys
    ]
