"""The questions that are answered in rows: costs, stops, quotes, other money, the others of a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _

from stipend_portal.questions import Question
from stipend_portal.review.paper.fields import field_for, without_maxlength

# What a row can be without. The rest is counted with, or needed to reach someone.
MAY_BE_MISSING = frozenset({"connection", "when"})


class Row(forms.Form):
    """One row. A row in which nothing is written is left out."""

    use_required_attribute = False
    asked: Question

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self.asked.columns:
            required = bool(column.missing) and column.name not in MAY_BE_MISSING
            self.fields[column.name] = field_for(column, required=required)
        without_maxlength(self.fields)


class Rows(BaseFormSet):
    """The rows of one question, always as many as there is room for."""

    asked: Question

    def initial_form_count(self) -> int:
        """None: a row that was filled from the start may be emptied like any other."""
        return 0

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name each input by its column and row."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = _("%(column)s, row %(number)d") % {
                "column": field.label,
                "number": (index or 0) + 1,
            }

    @property
    def written(self) -> list[dict[str, Any]]:
        """The rows in which something is written."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


@dataclass(frozen=True)
class Table:
    """A question with its rows."""

    section: str
    asked: Question
    rows: Any
    folded: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the rows are shown at once: unless they are seldom used, and nothing is written in them."""
        return not self.folded or any(row.has_changed() for row in self.rows.forms)


def make_table(
    section: str,
    asked: Question,
    data: Any,
    *,
    shown: int,
    folded: bool = False,
    given: Sequence[Mapping[str, Any]] = (),
) -> Table:
    """The rows of a question, as posted in `data`, or filled with the answers `given` before, or empty."""
    form = type("AskedRow", (Row,), {"asked": asked})
    rows = formset_factory(form, formset=Rows, extra=shown, max_num=shown, absolute_max=shown)
    rows.asked = asked
    # What is posted is whole: a row is written when something stands in it, not when it has been changed.
    initial = list(given) if data is None else None
    return Table(section, asked, rows(data, prefix=f"{section}-{asked.name}", initial=initial), folded)
