"""How the portal's templates write amounts."""

from decimal import Decimal

from django import template

from stipend_portal.formats import as_kronor

register = template.Library()


@register.filter
def kronor(amount: int | Decimal | None) -> str:
    """`5000` as `5 000 kronor`, in the reader's language."""
    return as_kronor(amount)
