"""Countries by their two-letter code, named in the reader's language."""

from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@cache
def _names(language_code: str) -> dict[str, str]:
    # Codes of two letters are countries; the list also holds continents, by number.
    territories = Locale.parse(language_code, sep="-").territories
    groups = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in groups
    }


def country_name(code: str, language_code: str) -> str:
    """The country's name in a language (`sv`, `en`); the code itself where it is unknown."""
    return _names(language_code).get(code.upper(), code)


def is_country(code: str) -> bool:
    """Whether this is the ISO 3166-1 code of a country."""
    return code in _names("en")


def validate_country(code: str) -> None:
    """Raise ValidationError where this is not a country's code."""
    if not is_country(code):
        raise ValidationError(_("Write a country's two-letter code in capitals, such as EE."))
