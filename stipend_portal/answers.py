"""Answers as people read them, the same on every page that shows an application."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from stipend_portal.formats import as_kronor
from stipend_portal.questions import SECTIONS, Question, Section


@dataclass(frozen=True)
class ShownAnswer:
    """A question and its answer, ready to print. Budget rows come as pairs of what and amount."""

    label: str
    value: str
    rows: tuple[tuple[str, str], ...] = ()
    total: str = ""
    long: bool = False


@dataclass(frozen=True)
class ShownSection:
    """A page of the form with its answers."""

    slug: str
    title: str
    answers: tuple[ShownAnswer, ...]


def _show_rows(question: Question, rows: list[dict[str, str]]) -> ShownAnswer:
    total = sum((Decimal(row["amount"]) for row in rows), Decimal(0))
    return ShownAnswer(
        label=str(question.label),
        value="",
        rows=tuple((row["what"], as_kronor(row["amount"])) for row in rows),
        total=as_kronor(total),
    )


def _show(section: Section, answers: Mapping[str, Any]) -> ShownSection:
    shown = []
    for question in section.questions:
        value = answers.get(question.name)
        if question.name == "rows":
            shown.append(_show_rows(question, value or []))
        elif value not in (None, ""):
            shown.append(ShownAnswer(str(question.label), question.show(value), long=question.long))
    return ShownSection(section.slug, str(section.title), tuple(shown))


def show_answers(answers: Mapping[str, Mapping[str, Any]]) -> list[ShownSection]:
    """All answered sections in the reader's language, in the order of the form."""
    return [_show(section, answers[section.key]) for section in SECTIONS if section.key in answers]
