"""Hiding numbers that could tell something about one person. Pure arithmetic.

A table whose total is shown gives a hidden number away by subtraction. So small categories are not hidden one
by one: they are added together, until their sum is large enough to show.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# A number below this could tell something about one person to whoever knows who applied. Official
# statistics on people use the same kind of limit (rule of the smallest frequency).
FEWEST_SHOWN = 5


@dataclass(frozen=True)
class Shown:
    """What may be told of a division of people into categories."""

    total: int | None
    # Categories with enough people, the largest first.
    categories: Mapping[str, int]
    # All the others together; 0 when there are none.
    others: int


def may_show(number: int) -> bool:
    """Whether a number of people may be told exactly: none at all, or enough."""
    return number == 0 or number >= FEWEST_SHOWN


def merge_small(counts: Mapping[str, int]) -> Shown:
    """What may be told of `counts`: every number given is 0 or at least `FEWEST_SHOWN`.

    When all together are too few, nothing is told (`total` is None).
    """
    total = sum(counts.values())
    if not may_show(total):
        return Shown(total=None, categories={}, others=0)
    ordered = sorted(((number, name) for name, number in counts.items() if number), reverse=True)
    kept = [(number, name) for number, name in ordered if number >= FEWEST_SHOWN]
    others = total - sum(number for number, _name in kept)
    while not may_show(others):
        others += kept.pop()[0]
    return Shown(total=total, categories={name: number for number, name in kept}, others=others)
