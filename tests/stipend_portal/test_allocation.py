"""The arithmetic of sharing the money."""

from decimal import Decimal

import pytest

from stipend_portal.allocation import (
    Rule,
    Share,
    Tally,
    lowered,
    proposed_amount,
    tally,
    tied_places,
    unexplained_at,
)

SHARES = [Share(4_000), Share(6_000, people=3), Share(5_000, counts=False), Share(0), Share(2_000)]


@pytest.mark.parametrize(
    ("rule", "value", "people", "expected"),
    [
        (Rule.APPLIED, None, 1, 5_000),
        (Rule.FIXED, 3_000, 1, 3_000),
        (Rule.FIXED, 2_000, 2, 4_000),
        (Rule.FIXED, 9_000, 1, 5_000),
        (Rule.SHARE, 50, 1, 2_700),
        (Rule.SHARE, 33, 1, 1_782),
        (Rule.SHARE, 100, 1, 5_000),
        (Rule.BY_HAND, None, 1, 0),
    ],
)
def test_a_rule_proposes_whole_kronor_and_never_more_than_the_most(
    rule: Rule, value: int | None, people: int, expected: int
) -> None:
    applied = Decimal("5400.90")
    assert proposed_amount(rule, value, applied=applied, people=people, most=5_000) == expected


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        (0, Tally(applications=0, people=0, total=0, available=10_000)),
        (1, Tally(applications=1, people=1, total=4_000, available=10_000)),
        (2, Tally(applications=2, people=4, total=10_000, available=10_000)),
        # One that is decided counts for nothing, and nobody gets 0 kronor.
        (4, Tally(applications=2, people=4, total=10_000, available=10_000)),
        (5, Tally(applications=3, people=5, total=12_000, available=10_000)),
    ],
)
def test_what_is_above_the_line_is_counted(cut: int, expected: Tally) -> None:
    assert tally(SHARES, cut, 10_000) == expected


@pytest.mark.parametrize(("total", "left", "over"), [(9_999, 1, 0), (10_000, 0, 0), (10_001, 0, 1)])
def test_a_tally_says_what_is_left_or_by_how_much_it_is_too_much(total: int, left: int, over: int) -> None:
    counted = Tally(applications=1, people=1, total=total, available=10_000)
    assert (counted.left, counted.over) == (left, over)


@pytest.mark.parametrize(
    ("cut", "available", "expected"),
    [
        (5, 12_000, 5),
        (5, 11_999, 4),
        (5, 10_000, 4),
        (5, 9_999, 1),
        (5, 3_999, 0),
        (1, 12_000, 1),
        (9, 12_000, 5),
    ],
)
def test_the_line_stands_as_low_as_the_pot_holds(cut: int, available: int, expected: int) -> None:
    assert lowered(SHARES, cut, available) == expected


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ([], []),
        ([90], []),
        ([90, 80, 70], []),
        ([90, 90, 80, 80, 80], [(0, 2), (2, 5)]),
        ([90, 80, 80, None, None], [(1, 3)]),
        ([None, None], []),
    ],
)
def test_neighbours_with_the_same_mean_are_tied_and_those_not_assessed_are_not(
    means: list[int | None], expected: list[tuple[int, int]]
) -> None:
    assert tied_places([None if mean is None else Decimal(mean) for mean in means]) == expected


@pytest.mark.parametrize(
    ("cut", "reasons", "expected"),
    [
        (0, ["", "", "", ""], []),
        (1, ["", "", "", ""], []),
        (2, ["", "", "", ""], [1]),
        (2, ["", "Äldst.", "", ""], []),
        (3, ["", "Äldst.", "", ""], [2]),
        (3, ["", "", "", ""], [1, 2]),
        (4, ["", "", "", ""], []),
    ],
)
def test_a_line_between_equals_asks_for_a_reason_from_each_of_them_above_it(
    cut: int, reasons: list[str], expected: list[int]
) -> None:
    means = [Decimal(90), Decimal(80), Decimal(80), Decimal(80)]
    assert unexplained_at(means, reasons, cut) == expected
