"""The stipends of a year, as they may be told to everyone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stipend_portal.models.decision import WITH_MONEY
from stipend_portal.statistics.figures import Row
from stipend_portal.statistics.small_numbers import merge_small

GRANTED, OTHERS = "granted", "others"


@dataclass(frozen=True)
class StipendYear:
    """Applications that came in, stipends granted by decisions of the year, and kronor in all.

    The latter two are None where they, or those who were not granted any, are so few that the number would tell
    what became of somebody.
    """

    applications: int
    granted: int | None
    kronor: int | None


def stipend_year(rows: Sequence[Row], year: int) -> StipendYear:
    """Count the applications that came in or were decided in a year."""
    granted = [
        row.granted
        for row in rows
        if row.outcome in WITH_MONEY and row.decided_on and row.decided_on.year == year
    ]
    received = sum(row.received_on.year == year for row in rows)
    told = merge_small(Counter({GRANTED: len(granted), OTHERS: len(rows) - len(granted)}))
    if granted and GRANTED not in told.categories:
        return StipendYear(received, None, None)
    return StipendYear(received, len(granted), sum(granted))
