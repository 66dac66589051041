"""From scores to a standing: pure arithmetic. It orders nothing and decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Judged:
    """One criterion in one assessment: the score (None: cannot judge), its weight and the end of its scale."""

    value: int | None
    weight: int
    highest: int


@dataclass(frozen=True)
class Standing:
    """What the assessments of one application say together, in per cent of the most possible."""

    mean: Decimal | None
    assessments: int
    # The distance between the lowest and the highest assessment.
    spread: Decimal | None


def points(judged: Iterable[Judged]) -> Decimal | None:
    """The weighted mean of one assessment, 0–100 with two decimals; None when nothing could be judged.

    A missing score is not zero: its criterion is left out, weight and all.
    """
    given = [each for each in judged if each.value is not None]
    if not given:
        return None
    total = sum(Decimal(each.value or 0) / each.highest * each.weight for each in given)
    return (total / sum(each.weight for each in given) * 100).quantize(CENT, ROUND_HALF_UP)


def standing(all_points: Iterable[Decimal | None]) -> Standing:
    """The standing from the points of each assessment that counts. Those without points are not counted."""
    known = [each for each in all_points if each is not None]
    if not known:
        return Standing(mean=None, assessments=0, spread=None)
    mean = (sum(known) / len(known)).quantize(CENT, ROUND_HALF_UP)
    return Standing(mean=mean, assessments=len(known), spread=max(known) - min(known))
