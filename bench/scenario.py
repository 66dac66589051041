"""What a row of the benchmark is."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from bench.browser import Browser

CONNECTIONS = 8
_numbers = count()


def fresh() -> str:
    """A word that never comes back, in any process: an address with it is not among the kept pages."""
    return f"{os.getpid()}-{next(_numbers)}"


def nothing_to_prepare() -> list[Any]:
    """For pages that everybody may see."""
    return [None] * CONNECTIONS


@dataclass(frozen=True)
class Scenario:
    """One row.

    `prepare` runs once with the database at hand and returns what each connection is given; `operate`
    does one operation with it, and returns False when that connection has no more to do.
    """

    name: str
    goal: str
    operate: Callable[[Browser, Any], bool | None]
    prepare: Callable[[], list[Any]] = nothing_to_prepare
    # Whether its time without other visitors is wanted, to see how it grows with the data.
    compared: bool = False
    # The row whose time this one's is set against.
    grown_from: str | None = None
