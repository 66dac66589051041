"""How values are written for people: days, amounts, chosen alternatives."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise
Choices = list[tuple[str, Text]]


def as_text(value: Any) -> str:
    """Plain words, as typed."""
    return str(value or "")


def as_day(value: str) -> str:
    """A day written out: 3 mars 2027."""
    return formats.date_format(date.fromisoformat(value), "j F Y") if value else ""


def as_kronor(value: str | int | Decimal | None) -> str:
    """An amount with its unit and spaces between thousands; öre only when there are any."""
    if value in (None, ""):
        return ""
    amount = Decimal(str(value))
    decimals = 0 if amount == amount.to_integral_value() else 2
    number = formats.number_format(amount, decimals, use_l10n=True, force_grouping=True)
    return _("%(amount)s kronor") % {"amount": number}


def one_of(choices: Choices) -> Callable[[str], str]:
    """The label of a chosen alternative."""
    labels = dict(choices)
    return lambda value: str(labels.get(value, value or ""))
