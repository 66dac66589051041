"""Diary numbers as text."""

from itertools import islice

import pytest

from stipend_portal.diary_numbers import counting_from, looks_usual


@pytest.mark.parametrize("number", ["BUN 2027/123", "KS 2027/1", "BUN 2027/123-2"])
def test_the_usual_form_is_known(number: str) -> None:
    assert looks_usual(number)


@pytest.mark.parametrize("number", ["", "123", "BUN2027/123", "bun 2027/123", "BUN 2027/", "BUN 2027/1 x"])
def test_any_other_form_is_told_to_be_unusual(number: str) -> None:
    assert not looks_usual(number)


@pytest.mark.parametrize(
    ("first", "numbers"),
    [
        ("BUN 2027/9", ["BUN 2027/9", "BUN 2027/10", "BUN 2027/11"]),
        ("2027:007 a", ["2027:007 a", "2027:008 a", "2027:009 a"]),
    ],
)
def test_the_last_digits_count_up(first: str, numbers: list[str]) -> None:
    assert list(islice(counting_from(first), 3)) == numbers


def test_without_digits_there_is_nothing_to_count() -> None:
    with pytest.raises(ValueError, match="BUN"):
        next(counting_from("BUN"))
