"""The figures of a year, counted by every part of the site without this app knowing them.

A part of the site takes part from its app's `ready()`, or from a module that is imported there:

    @register_year_figures
    def figures(year: int) -> list[YearFigure]: ...

The figures stand in the order of registration, which is the order of the apps.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import formats


@dataclass(frozen=True)
class YearFigure:
    """One figure, and in what it is counted where the label does not say it.

    Words in place of the number are for one that may not be told exactly.
    """

    label: str
    value: int | str
    unit: str = ""

    @property
    def shown(self) -> str:
        """The number as people write it, with spaces or commas between thousands."""
        if isinstance(self.value, str):
            return self.value
        return formats.number_format(self.value, use_l10n=True, force_grouping=True)


# Asks a fixed number of queries, and leaves out what there was none of: the site may be younger than the year.
YearSource = Callable[[int], list[YearFigure]]

_sources: list[YearSource] = []


def register_year_figures(source: YearSource) -> YearSource:
    """Count `source(year)` among the figures of a year. Use as a decorator."""
    _sources.append(source)
    return source


def year_figures(year: int) -> list[YearFigure]:
    """Every figure of a calendar year, in Swedish time."""
    return [figure for source in _sources for figure in source(year)]
