"""What differs between the words of two tabs, told so that a person can choose."""

from dataclasses import dataclass
from typing import Any

from django import forms

from stipend_portal.apply.forms.base import StepForm
from stipend_portal.apply.forms.rows import RowsField


@dataclass(frozen=True)
class Difference:
    """One question with the two answers."""

    label: str
    yours: str
    stored: str


def _words(form: StepForm, name: str) -> str:
    """An answer as typed, readable: alternatives by their label, rows one a line."""
    value: Any = form[name].value()
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value or ""))
    if isinstance(field, RowsField):
        return "\n".join(": ".join(filter(None, _cells(field, row))) for row in value)
    if isinstance(value, list):
        return " ".join(str(part or "") for part in value).strip()
    return str(value or "")


def _cells(field: RowsField, row: dict[str, str]) -> list[str]:
    """A row as typed; what was chosen by its label."""
    return [str(dict(column.choices).get(row[column.name], row[column.name])) for column in field.columns]


def differences(yours: StepForm, stored: StepForm) -> list[Difference]:
    """The questions of a page that were answered differently in two places."""
    pairs = [
        Difference(str(field.label), _words(yours, name), _words(stored, name))
        for name, field in yours.fields.items()
    ]
    return [pair for pair in pairs if pair.yours != pair.stored]
