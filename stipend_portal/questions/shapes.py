"""What a question is made of, and what a page of questions is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from stipend_portal.formats import Text, as_text


@dataclass(frozen=True)
class Column:
    """One input of each row of a table. `missing` empty: it may be left out."""

    name: str
    label: Text
    show: Callable[[Any], str] = as_text
    missing: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True)
class Question:
    """One question: its name in the answers, its words, and how an answer is shown."""

    name: str
    label: Text
    help_text: Text = ""
    show: Callable[[Any], str] = as_text
    long: bool = False
    # What the form says when nothing is answered: how to mend it, not that it is missing.
    missing: Text = ""
    # The programme's field that switches the question on; empty: always asked.
    switch: str = ""
    # A table: the inputs of each row, and the one whose amounts are added up.
    columns: tuple[Column, ...] = ()
    total: str = ""


@dataclass(frozen=True)
class Section:
    """One page of the form. `slug` is its address, `key` its name in the stored answers."""

    key: str
    slug: str
    title: Text
    questions: tuple[Question, ...] = field(default=())
    # Of whom it is asked, where not of everyone.
    asked_of: Text = ""

    def __getitem__(self, name: str) -> Question:
        """The question with this name. Raises KeyError."""
        for question in self.questions:
            if question.name == name:
                return question
        raise KeyError(name)
