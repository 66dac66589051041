"""More than half of the seats decide, and deputies step in for those who have left."""

import pytest

from stipend_portal.quorum import Quorum, who_decides


@pytest.mark.parametrize(
    ("seats", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (10, 6), (11, 6), (13, 7)]
)
def test_more_than_half_of_the_seats_must_take_part(seats: int, needed: int) -> None:
    assert Quorum(taking_part=0, seats=seats).needed == needed
    assert Quorum(taking_part=needed, seats=seats).reached
    assert not Quorum(taking_part=needed - 1, seats=seats).reached


def test_whoever_has_left_does_not_decide() -> None:
    deciding = who_decides(members=["Ann", "Bo", "Cy"], deputies=[], gone=["Bo"])
    assert (deciding.people, deciding.stepped_in) == (["Ann", "Cy"], [])


def test_a_deputy_steps_in_for_each_who_has_left_in_the_order_of_the_list() -> None:
    deciding = who_decides(members=["Ann", "Bo", "Cy"], deputies=["Di", "Ed", "Fay"], gone=["Ann", "Cy"])
    assert (deciding.people, deciding.stepped_in) == (["Bo", "Di", "Ed"], ["Di", "Ed"])


def test_a_deputy_with_jav_does_not_step_in() -> None:
    deciding = who_decides(members=["Ann", "Bo"], deputies=["Di", "Ed"], gone=["Ann", "Di"])
    assert deciding.people == ["Bo", "Ed"]


def test_no_deputy_decides_when_nobody_has_left() -> None:
    assert who_decides(members=["Ann"], deputies=["Di"], gone=[]).people == ["Ann"]
