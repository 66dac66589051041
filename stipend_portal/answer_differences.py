"""What one version says that another does not, question by question and word by word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from stipend_portal.answers import ShownAnswer, show_answers
from stipend_portal.questions import SECTIONS

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Piece:
    """A run of words on one line, and whether the other version lacks them."""

    text: str
    differs: bool


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Changed:
    """A question that is answered differently. No lines: it is not answered in that version."""

    section: str
    label: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]


def _units(answer: ShownAnswer | None) -> list[str]:
    """An answer in the pieces that are compared: words of a long text, rows of a table, else the whole.

    A piece that ends a line ends with a line break.
    """
    if answer is None:
        return []
    if answer.rows:
        rows = [" · ".join(filter(None, row)) for row in answer.rows]
        if answer.total:
            rows.append(_("Total") + ": " + answer.total)
        return [f"{row}\n" for row in rows]
    if answer.long:
        return re.findall(r"\s*\S+[^\S\n]*\n?|\s+", answer.value.replace("\r\n", "\n"))
    return [answer.value]


def _lines(units: Sequence[str], different: set[int]) -> tuple[Line, ...]:
    """The units as lines, neighbours of the same kind put together; empty lines are left out."""
    lines: list[list[Piece]] = [[]]
    for at, unit in enumerate(units):
        for number, text in enumerate(unit.split("\n")):
            if number:
                lines.append([])
            if text:
                _add(lines[-1], Piece(text, at in different))
    return tuple(tuple(_without_loose_ends(line)) for line in lines if line)


def _without_loose_ends(line: list[Piece]) -> Iterator[Piece]:
    """The line with the space after marked words left unmarked."""
    for piece in line:
        words = piece.text.rstrip() if piece.differs else piece.text
        yield Piece(words, piece.differs)
        if words != piece.text:
            yield Piece(piece.text[len(words) :], differs=False)


def _add(line: list[Piece], piece: Piece) -> None:
    if line and line[-1].differs == piece.differs:
        line[-1] = Piece(line[-1].text + piece.text, piece.differs)
    else:
        line.append(piece)


def _compare(old: ShownAnswer | None, new: ShownAnswer | None) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    before, after = _units(old), _units(new)
    gone: set[int] = set()
    come: set[int] = set()
    # Blank space around a word is no difference.
    matcher = SequenceMatcher(None, [unit.strip() for unit in before], [unit.strip() for unit in after])
    for kind, from_, to, new_from, new_to in matcher.get_opcodes():
        if kind != "equal":
            gone |= set(range(from_, to))
            come |= set(range(new_from, new_to))
    return _lines(before, gone), _lines(after, come)


def _by_question(answers: Answers) -> dict[tuple[str, str], ShownAnswer]:
    return {
        (section.slug, answer.label): answer
        for section in show_answers(answers)
        for answer in section.answers
    }


def differences(old: Answers, new: Answers) -> list[Changed]:
    """The questions that two versions answer differently, in the order of the form.

    As they are shown, in the reader's language: what looks the same to a reader is the same.
    """
    before, after = _by_question(old), _by_question(new)
    found = []
    for section in SECTIONS:
        for question in section.questions:
            place = (section.slug, str(question.label))
            was, now = before.get(place), after.get(place)
            if was != now:
                found.append(Changed(str(section.title), place[1], *_compare(was, now)))
    return found
