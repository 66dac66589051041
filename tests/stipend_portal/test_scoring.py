"""From scores to a standing."""

from decimal import Decimal

import pytest

from stipend_portal.scoring import Judged, Standing, points, standing


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ([Judged(5, 1, 5)], "100.00"),
        ([Judged(1, 1, 5)], "20.00"),
        # Weight 2 counts twice: (2 × 80 + 1 × 50) / 3.
        ([Judged(4, 2, 5), Judged(5, 1, 10)], "70.00"),
        # What cannot be judged is left out, weight and all: it is not zero.
        ([Judged(4, 1, 5), Judged(None, 100, 5)], "80.00"),
        # Half a hundredth goes up.
        ([Judged(1, 1, 3)], "33.33"),
        ([Judged(2, 1, 3)], "66.67"),
        ([Judged(1, 1, 2), *[Judged(1, 1, 5)] * 7], "23.75"),
    ],
)
def test_points_are_a_weighted_share_of_the_most_possible(judged: list[Judged], expected: str) -> None:
    assert points(judged) == Decimal(expected)


@pytest.mark.parametrize("judged", [[], [Judged(None, 1, 5)]])
def test_nothing_judged_gives_no_points(judged: list[Judged]) -> None:
    assert points(judged) is None


def test_a_standing_tells_mean_number_and_spread_of_the_assessments_that_have_points() -> None:
    given = [Decimal("80.00"), None, Decimal("65.00"), Decimal("70.00")]
    assert standing(given) == Standing(mean=Decimal("71.67"), assessments=3, spread=Decimal("15.00"))


def test_without_points_there_is_no_mean() -> None:
    assert standing([None, None]) == Standing(mean=None, assessments=0, spread=None)
