"""When a dated document is in force."""

from datetime import date

import pytest

from home.validity import Validity, validity

BEGINS, ENDS = date(2021, 7, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2021, 6, 30), Validity.UPCOMING),
        (date(2021, 7, 1), Validity.IN_FORCE),
        (date(2025, 12, 31), Validity.IN_FORCE),
        (date(2026, 1, 1), Validity.ENDED),
    ],
)
def test_both_ends_of_the_period_belong_to_it(today: date, expected: Validity) -> None:
    assert validity(BEGINS, ENDS, today) == expected


def test_a_document_without_an_end_holds_until_further_notice() -> None:
    assert validity(BEGINS, None, date(2099, 1, 1)) == Validity.IN_FORCE
