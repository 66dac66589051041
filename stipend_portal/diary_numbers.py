"""Numbers of the board's diary: text that another system gives. Nothing here refuses a number."""

import re
from collections.abc import Iterator

# How most are written: the board, the year and a number, such as BUN 2027/123.
USUAL = re.compile(r"[A-ZÅÄÖ]{2,10} \d{4}/\d+(-\d+)?")
LAST_NUMBER = re.compile(r"\d+(?!.*\d)")


def looks_usual(number: str) -> bool:
    """Whether a number has the form that most have. One that has not may still be right."""
    return bool(USUAL.fullmatch(number))


def counting_from(first: str) -> Iterator[str]:
    """Numbers counting up from `first`: `BUN 2027/123`, `BUN 2027/124` … Raises ValueError without digits.

    The last row of digits counts, and keeps its leading zeros.
    """
    found = LAST_NUMBER.search(first)
    if not found:
        raise ValueError(first)
    digits = found.group()
    number = int(digits)
    while True:
        yield first[: found.start()] + str(number).zfill(len(digits)) + first[found.end() :]
        number += 1
