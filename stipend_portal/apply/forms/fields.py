"""Fields that take what people write: days in three boxes, kronor with spaces, rows of costs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from stipend_portal.amounts import clean_kronor

MOST_ROWS = 30
LEAST_ROWS_SHOWN = 3
LONGEST_ROW = 200


class DatePartsWidget(forms.MultiWidget):
    """Day, month and year in three boxes: quicker on a telephone than any calendar, and never mixed up."""

    template_name = "components/widgets/date_parts.html"
    posted_suffixes = ("_0", "_1", "_2")

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        parts = ("day", "month", "year")
        super().__init__(
            [forms.TextInput({"autocomplete": f"bday-{part}"} if birthday else {}) for part in parts],
            attrs,
        )

    def decompress(self, value: date | None) -> list[int | None]:
        """A date as its three parts."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DatePartsField(forms.Field):
    """A calendar day. Tells a day that does not exist from one that is not complete."""

    widget = DatePartsWidget
    default_error_messages = {
        "incomplete": _("Write all three: day, month and year."),
        "invalid": _("There is no such day. Write it with numbers, for example 27 3 2011."),
    }

    def to_python(self, value: list[str | None] | None) -> date | None:
        """The day. Raises ValidationError for an incomplete or impossible one."""
        parts = [(part or "").strip() for part in value or []]
        if not any(parts):
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            day, month, year = (int(part) for part in parts)
            # int() also reads signs and underscores, which nobody means by a day.
            if year < 1900 or not all(part.isdigit() for part in parts):
                raise ValueError
            return date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class KronorField(forms.Field):
    """An amount in kronor, written as people write."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short", "autocomplete": "off"})

    def to_python(self, value: str | None) -> Decimal | None:
        """Kronor with at most two decimals."""
        text = (value or "").strip()
        return clean_kronor(text) if text else None


class CostRowsWidget(forms.Widget):
    """Rows of what and how much, as repeated inputs of the same two names: no script is needed."""

    template_name = "components/widgets/cost_rows.html"
    use_fieldset = True
    posted_suffixes = ("-what", "-amount")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:
        """The rows as typed, blank ones left out."""
        if not isinstance(data, MultiValueDict):
            data = MultiValueDict(data)
        what, amounts = data.getlist(f"{name}-what"), data.getlist(f"{name}-amount")
        length = max(len(what), len(amounts))
        what += [""] * (length - len(what))
        amounts += [""] * (length - len(amounts))
        rows = [(w.strip(), a.strip()) for w, a in zip(what, amounts, strict=True)]
        return [row for row in rows if any(row)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether no row was posted at all."""
        return f"{name}-what" not in data

    def id_for_label(self, id_: str) -> str:
        """The first input, for a link from the list of errors."""
        return f"{id_}_1_what"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The typed rows and always an empty one to go on with."""
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        rows += [("", "")] * max(LEAST_ROWS_SHOWN - len(rows), 1)
        context["widget"]["rows"] = [
            {"what": what, "amount": amount, "number": number}
            for number, (what, amount) in enumerate(rows[: MOST_ROWS + 1], start=1)
        ]
        return context


class CostRowsField(forms.Field):
    """At least one row with both what it is and what it costs. Cleans to a list of plain dicts."""

    widget = CostRowsWidget

    def clean(self, value: list[tuple[str, str]]) -> list[dict[str, str]]:
        """The rows as `{"what": …, "amount": …}`. Errors name the row and the input to mend."""
        if not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > MOST_ROWS:
            raise ValidationError(_("Use at most 30 rows. Put small things together on one row."))
        rows, errors = [], []
        for number, (what, amount) in enumerate(value, start=1):
            try:
                rows.append(_clean_row(what, amount))
            except _RowError as problem:
                errors.append(
                    ValidationError(
                        _("Row %(number)d: %(problem)s"),
                        params={
                            "number": number,
                            "problem": problem.message,
                            "part": f"{number}_{problem.part}",
                        },
                    )
                )
        if errors:
            raise ValidationError(errors)
        return rows


class _RowError(Exception):
    """What is wrong with a row, and in which of its two inputs."""

    def __init__(self, part: str, message: Any) -> None:
        super().__init__(part)
        self.part, self.message = part, message


def _clean_row(what: str, amount: str) -> dict[str, str]:
    if not what:
        raise _RowError("what", _("write what it is."))
    if len(what) > LONGEST_ROW:
        raise _RowError("what", _("write it shorter, at most 200 characters."))
    if not amount:
        raise _RowError("amount", _("write what it costs."))
    try:
        return {"what": what, "amount": str(clean_kronor(amount))}
    except ValidationError as error:
        raise _RowError("amount", error.messages[0]) from error
