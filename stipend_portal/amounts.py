"""Reading amounts that people type, for the forms of both sides."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from stipend_portal.rules import LARGEST_AMOUNT, NotAnAmount, kronor_from_text


def clean_kronor(text: str) -> Decimal:
    """An amount of kronor as someone wrote it. Raises ValidationError with words that help."""
    try:
        amount = kronor_from_text(text)
    except NotAnAmount as error:
        raise ValidationError(_("Write the amount with numbers, for example 1 200.")) from error
    if amount < 0:
        raise ValidationError(_("The amount cannot be below zero."))
    if amount > LARGEST_AMOUNT:
        raise ValidationError(_("The amount is too large. Check the number of zeros."))
    return amount
