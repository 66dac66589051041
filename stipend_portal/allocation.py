"""How the money of a round could be shared: pure arithmetic on a ranked list. It proposes; the board decides.

Amounts are whole kronor. A list is in the order of its ranking, and `cut` says how many from its top stand
above the line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from stipend_portal.models import AllocationPlan

Rule = AllocationPlan.Rule


@dataclass(frozen=True)
class Share:
    """One application in a proposal: its amount, and how many people it is for.

    One that has been decided or withdrawn since keeps its place and counts for nothing: `counts` is false.
    """

    amount: int
    people: int = 1
    counts: bool = True

    @property
    def counted(self) -> int:
        """What it takes from the pot when it stands above the line."""
        return self.amount if self.counts else 0


@dataclass(frozen=True)
class Tally:
    """What stands above the line, against what there is to share."""

    # Applications and people that get money: with 0 kronor nobody gets any.
    applications: int
    people: int
    total: int
    available: int

    @property
    def left(self) -> int:
        """What remains of the pot; never below zero."""
        return max(0, self.available - self.total)

    @property
    def over(self) -> int:
        """By how much the pot does not hold it; zero when it does."""
        return max(0, self.total - self.available)


def whole(amount: Decimal) -> int:
    """An amount without its öre."""
    return int(amount.to_integral_value(ROUND_FLOOR))


def proposed_amount(rule: str, value: int | None, *, applied: Decimal, people: int, most: int) -> int:
    """What a rule proposes for one application, never above `most`.

    `value` is kronor for each person with FIXED and per cent of what was applied for with SHARE.
    """
    if rule == Rule.APPLIED:
        return most
    if rule == Rule.FIXED:
        return min((value or 0) * people, most)
    if rule == Rule.SHARE:
        return min(whole(applied * (value or 0) / 100), most)
    return 0


def tally(shares: Sequence[Share], cut: int, available: int) -> Tally:
    """Count what stands above the line. `available` is the pot less what has been granted."""
    paid = [share for share in shares[:cut] if share.counted]
    return Tally(
        applications=len(paid),
        people=sum(share.people for share in paid),
        total=sum(share.amount for share in paid),
        available=available,
    )


def lowered(shares: Sequence[Share], cut: int, available: int) -> int:
    """The lowest place for the line, no further down than `cut`, at which the pot holds what is above it."""
    total = 0
    for place, share in enumerate(shares[:cut]):
        total += share.counted
        if total > available:
            return place
    return min(cut, len(shares))


def tied_places(means: Sequence[Decimal | None]) -> list[tuple[int, int]]:
    """Where neighbours have the same mean: for each such run its first place and the one after its last.

    Places are counted from 0. Those that nobody has assessed are not tied: nothing is known of them.
    """
    runs: list[tuple[int, int]] = []
    start = 0
    for place in range(1, len(means) + 1):
        if place < len(means) and means[place] == means[start]:
            continue
        if place - start > 1 and means[start] is not None:
            runs.append((start, place))
        start = place
    return runs


def unexplained_at(means: Sequence[Decimal | None], reasons: Sequence[str], cut: int) -> list[int]:
    """The places just above the line whose mean is that of the next one below, and that give no reason.

    Equal cases are treated equally unless there are grounds not to (kommunallagen 2:3), so whoever stands
    above the line before an equal needs a reason.
    """
    for start, end in tied_places(means):
        if start < cut < end:
            return [place for place in range(start, cut) if not reasons[place]]
    return []
