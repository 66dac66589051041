"""Tables that people fill in row by row, as repeated inputs of the same names: no script is needed."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.amounts import clean_kronor
from stipend_portal.days import NotADay, day_from_text
from stipend_portal.formats import as_kronor
from stipend_portal.questions import Column, Question
from stipend_portal.rules import NotAnAmount, kronor_from_text

MOST_ROWS = 30
LONGEST_CELL = 200
LONGEST_NAME = 120  # what the column holds

Row = dict[str, str]
Cleaner = Callable[[str], str]


def words(text: str) -> str:
    """A cell of plain words. Raises ValidationError when it is too long."""
    if len(text) > LONGEST_CELL:
        raise ValidationError(_("write it shorter, at most 200 characters."))
    return text


def name(text: str) -> str:
    """A cell with someone's name."""
    if len(text) > LONGEST_NAME:
        raise ValidationError(_("write it shorter, at most 120 characters."))
    return text


def kronor(text: str) -> str:
    """A cell with an amount, kept as decimal text."""
    return str(clean_kronor(text))


def day(text: str) -> str:
    """A cell with a day, kept as an ISO date."""
    try:
        return day_from_text(text).isoformat()
    except NotADay as error:
        raise ValidationError(_("there is no such day. Write it like 27 3 2011.")) from error


def address(text: str) -> str:
    """A cell with an e-mail address."""
    EmailValidator(_("write an e-mail address like namn@example.org."))(words(text))
    return text


class RowsWidget(forms.Widget):
    """The rows as typed, an empty one to go on with, and what the amounts add up to."""

    template_name = "components/widgets/rows.html"
    use_fieldset = True
    columns: Sequence[Column] = ()
    total = ""
    kinds: Mapping[str, str] = {}

    def __init__(self, attrs: dict[str, Any] | None = None, *, shown: int = 1) -> None:
        super().__init__(attrs)
        self.shown = shown

    @property
    def posted_suffixes(self) -> tuple[str, ...]:
        """What is added to the field's name for each column."""
        return tuple(f"-{column.name}" for column in self.columns)

    def is_tick(self, column: Column) -> bool:
        """Whether a column is one box to tick: unticked, it is not posted at all."""
        return len(column.choices) == 1

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        """The rows as typed, blank ones left out."""
        if not isinstance(data, MultiValueDict):
            data = MultiValueDict(data)
        cells = {column.name: data.getlist(f"{name}-{column.name}") for column in self.columns}
        length = max((len(cells[c.name]) for c in self.columns if not self.is_tick(c)), default=0)
        rows = [
            {column.name: self._cell(column, cells[column.name], at) for column in self.columns}
            for at in range(length)
        ]
        return [row for row in rows if any(row[c.name] for c in self.columns if not self.is_tick(c))]

    def _cell(self, column: Column, posted: list[str], at: int) -> str:
        if self.is_tick(column):  # the boxes carry the number of their row
            return column.choices[0][0] if str(at + 1) in posted else ""
        return posted[at].strip() if at < len(posted) else ""

    def typed(self, name: str, rows: Sequence[Row]) -> dict[str, list[str]]:
        """What was posted, or would have been, to give these rows."""
        posted: dict[str, list[str]] = {}
        for column in self.columns:
            if self.is_tick(column):
                cells = [str(at) for at, row in enumerate(rows, start=1) if row.get(column.name)]
            else:
                cells = [row.get(column.name, "") for row in rows]
            posted[f"{name}-{column.name}"] = cells
        return posted

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether no row was posted at all."""
        return not any(name + suffix in data for suffix in self.posted_suffixes)

    def id_for_label(self, id_: str) -> str:
        """The first input, for a link from the list of errors."""
        return f"{id_}_1_{self.columns[0].name}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The typed rows and always an empty one, up to the most there may be."""
        context = super().get_context(name, value, attrs)
        filled = list(value or [])
        rows = filled + [{}] * max(self.shown - len(filled), 1)
        context["widget"] |= {
            "filled": len(filled),
            "wide": sum(not self.is_tick(column) for column in self.columns) > 2,
            "total": self._total(filled),
            "rows": [
                {"number": number, "cells": [self._input(column, row) for column in self.columns]}
                for number, row in enumerate(rows[: MOST_ROWS + 1], start=1)
            ],
        }
        return context

    def _input(self, column: Column, row: Row) -> dict[str, Any]:
        return {
            "name": column.name,
            "label": column.label,
            "optional": not column.missing,
            "value": row.get(column.name, ""),
            "tick": self.is_tick(column),
            "choices": column.choices,
            "kind": self.kinds.get(column.name, "words"),
        }

    def _total(self, rows: Sequence[Row]) -> str:
        """The sum of the amounts that can be read so far; what cannot is told when the page is judged."""
        amounts = []
        for row in rows:
            try:
                amounts.append(kronor_from_text(row.get(self.total, "")))
            except NotAnAmount:
                continue
        return as_kronor(sum(amounts, Decimal(0))) if self.total and amounts else ""


class RowsField(forms.Field):
    """Rows of the cells that its question names. Cleans to a list of plain dicts of text.

    `cleaners` says how a column's text is read where it is not plain words; `least` and `most` how many
    rows there may be.
    """

    widget = RowsWidget

    def __init__(
        self,
        cleaners: Mapping[str, Cleaner] | None = None,
        *,
        shown: int = 1,
        least: int = 1,
        most: int = MOST_ROWS,
        **kwargs: Any,
    ) -> None:
        super().__init__(widget=RowsWidget(shown=shown), **kwargs)
        self.cleaners = dict(cleaners or {})
        self.least, self.most = least, most

    def ask(self, question: Question) -> None:
        """Take the columns from the question."""
        self.columns = self.widget.columns = question.columns
        self.widget.total = question.total
        self.widget.kinds = {name: cleaner.__name__ for name, cleaner in self.cleaners.items()}

    def clean(self, value: list[Row]) -> list[Row]:
        """The rows. Errors name the row, and carry the input to mend as `part`."""
        if self.required and len(value) < self.least:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > self.most:
            message = _("Use at most %(most)d rows. Put small things together on one row.")
            raise ValidationError(message, params={"most": self.most})
        rows, errors = [], []
        for number, typed in enumerate(value, start=1):
            row: Row = {}
            for column in self.columns:
                try:
                    row[column.name] = self._clean_cell(column, typed[column.name])
                except ValidationError as error:
                    errors.append(row_error(number, column.name, error.messages[0]))
            rows.append(row)
        if errors:
            raise ValidationError(errors)
        return rows

    def _clean_cell(self, column: Column, text: str) -> str:
        if not text:
            if column.missing:
                raise ValidationError(column.missing)
            return ""
        if column.choices:
            if text not in dict(column.choices):
                raise ValidationError(column.missing or _("choose one of the alternatives."))
            return text
        return self.cleaners.get(column.name, words)(text)


def row_error(number: int, column: str, problem: Any) -> ValidationError:
    """What is wrong in one row, told with its number and leading to its input."""
    return ValidationError(
        gettext_lazy("Row %(number)d: %(problem)s"),
        params={"number": number, "problem": problem, "part": f"{number}_{column}"},
    )
