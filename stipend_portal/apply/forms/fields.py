"""Fields that take what people write: days in three boxes, kronor with spaces."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stipend_portal.amounts import clean_kronor


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

    def typed(self, name: str, day: str) -> dict[str, list[str]]:
        """What was posted to give this day, an ISO date or nothing."""
        year, month, number = day.split("-") if day else ("", "", "")
        parts = (number.lstrip("0"), month.lstrip("0"), year)
        return {f"{name}_{at}": [part] for at, part in enumerate(parts)}


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
