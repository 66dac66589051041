"""The figures as tables: what the page, the PDF and the spreadsheet all show, the same everywhere."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stipend_portal.formats import as_kronor
from stipend_portal.models.decision import Outcome
from stipend_portal.states import State
from stipend_portal.statistics.figures import WAITING, RoundFigures, Sum
from stipend_portal.statistics.small_numbers import FEWEST_SHOWN, Shown, may_show

# More different places or schools than this are added to the others: a table is to be read.
MOST_LINES = 15


@dataclass(frozen=True)
class Cell:
    """One figure: its words, the number itself where it may be told, and its part of all in per cent."""

    text: str
    number: int | None = None
    share: int | None = None


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """One table; `is_chart` when every cell is a part of all and can be drawn as a bar."""

    title: str
    columns: list[str]
    lines: list[Line]
    is_chart: bool = False

    def rows(self) -> list[tuple[str, list[tuple[str, Cell]]]]:
        """Each line's label, and its cells with the column that each stands in."""
        return [(line.label, list(zip(self.columns, line.cells, strict=True))) for line in self.lines]


def nothing() -> Cell:
    """Nobody, or among the others: which of the two is not told."""
    return Cell("–")


def too_few() -> Cell:
    """A number that may not be told."""
    return Cell(_("under %(number)d") % {"number": FEWEST_SHOWN})


def people(number: int | None) -> Cell:
    """A number of people or applications."""
    return too_few() if number is None or not may_show(number) else Cell(str(number), number)


def kronor(number: int | None) -> Cell:
    """A sum of money over enough people."""
    return too_few() if number is None else Cell(as_kronor(number), number)


def _middle(found: Sum, number: int | None, unit: Callable[[int | None], Cell]) -> Cell:
    return nothing() if not found.people else unit(number)


def _days(number: int | None) -> Cell:
    return too_few() if number is None else Cell(_("%(number)d days") % {"number": number}, number)


def _money(found: Sum, number: int | None) -> Cell:
    """A sum of what was granted: too few people to tell, or not told since it would give a small number away."""
    return nothing() if number is None and may_show(found.people) else kronor(number)


def _part_of(number: int, total: int) -> Cell:
    """Some of all, where neither they nor the rest are too few."""
    return people(number) if may_show(total - number) else nothing()


def overview(figures: Sequence[RoundFigures]) -> Table:
    """How many, how much and how long."""
    granted = [each.granted_told for each in figures]
    left = [
        None if told.total is None else each.round.remaining
        for each, told in zip(figures, granted, strict=True)
    ]
    lines = [
        Line(_("Applications"), [people(each.sent) for each in figures]),
        Line(_("People they are for"), [people(each.people) for each in figures]),
        Line(_("Of groups"), [_part_of(each.groups, each.sent) for each in figures]),
        Line(_("Came late"), [_part_of(each.late, each.sent) for each in figures]),
        Line(_("Came on paper"), [_part_of(each.on_paper, each.sent) for each in figures]),
        Line(_("Applied for in all"), [kronor(each.applied.total) for each in figures]),
        Line(_("Money to grant"), [kronor(each.round.pot) for each in figures]),
        Line(_("Granted in all"), [_money(told, told.total) for told in granted]),
        Line(_("Left to grant"), [_money(told, number) for told, number in zip(granted, left, strict=True)]),
        Line(_("Granted each, on average"), [_each(told, told.mean) for told in granted]),
        Line(_("Granted each, the middle one"), [_each(told, told.median) for told in granted]),
        Line(
            _("From sent to decided, the middle one"),
            [_middle(each.days, each.days.median, _days) for each in figures],
        ),
        Line(
            _("From sent to decided, on average"),
            [_middle(each.days, each.days.mean, _days) for each in figures],
        ),
    ]
    return Table(_("The rounds in numbers"), _names(figures), lines)


def _each(found: Sum, number: int | None) -> Cell:
    """What each was granted; nothing where nobody was."""
    return _money(found, number) if found.people else nothing()


def _names(figures: Sequence[RoundFigures]) -> list[str]:
    return [each.round.local_name for each in figures]


def _cell(shown: Shown, name: str) -> Cell:
    if shown.total is None:
        return too_few()
    number = shown.categories.get(name, 0)
    return _part(number, shown.total) if number else nothing()


def _part(number: int, total: int) -> Cell:
    return Cell(str(number), number, round(100 * number / total))


def _others(shown: Shown, listed: Sequence[str]) -> Cell:
    if shown.total is None:
        return too_few()
    others = shown.others + sum(number for name, number in shown.categories.items() if name not in listed)
    return _part(others, shown.total) if others else nothing()


def division(
    title: str,
    figures: Sequence[RoundFigures],
    shown: Sequence[Shown],
    labels: Mapping[str, str] | None = None,
) -> Table:
    """People divided into categories, in the order of `labels` or else the largest first."""
    sums: Counter[str] = Counter()
    for each in shown:
        sums.update(each.categories)
    if labels is None:
        names = [name for name, _number in sums.most_common(MOST_LINES)]
        labels = {name: name or _("Not told") for name in names}
    listed = [name for name in labels if name in sums]
    lines = [Line(labels[name], [_cell(each, name) for each in shown]) for name in listed]
    others = [_others(each, listed) for each in shown]
    if any(cell.number or each.total is None for cell, each in zip(others, shown, strict=True)):
        lines.append(Line(_("Others, and groups that are too small to show"), others))
    return Table(title, _names(figures), lines, is_chart=True)


def outcome_labels() -> dict[str, str]:
    """Everything that can become of an application, in words."""
    return {
        **{outcome.value: str(outcome.label) for outcome in Outcome},
        State.WITHDRAWN.value: str(State.WITHDRAWN.label),
        WAITING: _("Not decided yet"),
    }


def tables_of(figures: Sequence[RoundFigures], bands: Mapping[str, str]) -> list[Table]:
    """All tables. `bands` are the age bands, as key and words, from the youngest."""
    return [
        overview(figures),
        division(_("What became of them"), figures, [each.outcomes for each in figures], outcome_labels()),
        division(_("Where they want to go"), figures, [each.destinations for each in figures]),
        division(_("How old they are"), figures, [each.ages for each in figures], bands),
        division(_("Which school they go to"), figures, [each.schools for each in figures]),
    ]
