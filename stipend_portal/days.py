"""Reading days as people write them on one line."""

import re
from datetime import date
from functools import cache

from babel.dates import get_month_names

LANGUAGES = ("sv", "en")


class NotADay(ValueError):
    """The text cannot be read as a calendar day."""


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            found = get_month_names(width, locale=language)
            names |= {name.lower().rstrip("."): number for number, name in found.items()}
    return names


def day_from_text(text: str) -> date:
    """Read a day: `27 3 2011`, `27/3 2011`, `27.3.2011`, `2011-03-27`, `27 mars 2011`.

    Day comes before month, as in Sweden. Raises `NotADay` for anything else and for days that do not exist.
    """
    parts = re.findall(r"[0-9]+|[^\W\d_]+", text.lower())
    if len(parts) == 1 and re.fullmatch(r"(19|20)\d{6}", parts[0], flags=re.ASCII):
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    if len(parts) != 3:
        raise NotADay(text)
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    try:
        number = _months()[month] if month in _months() else int(month)
        if len(year) != 4 or not int(year) >= 1900:
            raise NotADay(text)
        return date(int(year), number, int(day))
    except (ValueError, OverflowError) as error:
        raise NotADay(text) from error
