"""No number of people that is told, or that can be counted from what is told, is small."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stipend_portal.statistics.small_numbers import FEWEST_SHOWN, Shown, merge_small

COUNTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 30), max_size=9)


@given(COUNTS)
def test_everything_told_is_none_or_enough_and_adds_up(counts: dict[str, int]) -> None:
    shown = merge_small(counts)
    if shown.total is None:
        assert 0 < sum(counts.values()) < FEWEST_SHOWN
        assert (shown.categories, shown.others) == ({}, 0)
        return
    told = [*shown.categories.values(), shown.others]
    assert shown.total == sum(counts.values()) == sum(told)
    assert [number for number in told if 0 < number < FEWEST_SHOWN] == []
    assert {name: counts[name] for name in shown.categories} == dict(shown.categories)


@given(COUNTS)
def test_no_hidden_category_stands_alone_where_subtraction_would_tell_it(counts: dict[str, int]) -> None:
    shown = merge_small(counts)
    hidden = [number for name, number in counts.items() if number and name not in shown.categories]
    assert shown.total is None or len(hidden) != 1


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, Shown(0, {}, 0)),
        ({"a": 0}, Shown(0, {}, 0)),
        ({"a": 4}, Shown(None, {}, 0)),
        ({"a": 2, "b": 2}, Shown(None, {}, 0)),
        ({"a": 5}, Shown(5, {"a": 5}, 0)),
        ({"a": 9, "b": 6, "c": 1}, Shown(16, {"a": 9}, 7)),
        ({"a": 9, "b": 3, "c": 2}, Shown(14, {"a": 9}, 5)),
        ({"a": 9, "b": 1}, Shown(10, {}, 10)),
    ],
)
def test_small_categories_are_added_together_until_they_are_enough(
    counts: dict[str, int], expected: Shown
) -> None:
    assert merge_small(counts) == expected
