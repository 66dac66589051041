"""How cases are shared out evenly."""

from stipend_portal.even_shares import CaseToShare, share_evenly

ANNA, BO, CIA, DAN = 1, 2, 3, 4


def fresh(number: int) -> list[CaseToShare]:
    """So many cases that nobody has."""
    return [CaseToShare(key) for key in range(number)]


def test_in_turn_by_the_order_of_the_people() -> None:
    assert share_evenly(fresh(3), [ANNA, BO], each=1, load={}) == {0: [ANNA], 1: [BO], 2: [ANNA]}


def test_whoever_has_fewest_comes_first() -> None:
    assert share_evenly(fresh(2), [ANNA, BO], each=1, load={ANNA: 5}) == {0: [BO], 1: [BO]}


def test_the_same_two_do_not_always_meet() -> None:
    shared = share_evenly(fresh(4), [ANNA, BO, CIA, DAN], each=2, load={})
    assert [frozenset(pair) for pair in shared.values()] == [
        frozenset({ANNA, BO}),
        frozenset({CIA, DAN}),
        frozenset({ANNA, CIA}),
        frozenset({BO, DAN}),
    ]


def test_those_who_are_on_a_case_stay_and_are_counted() -> None:
    cases = [CaseToShare(0, has=frozenset({ANNA})), CaseToShare(1, has=frozenset({ANNA, BO}))]
    assert share_evenly(cases, [ANNA, BO, CIA], each=2, load={ANNA: 2, BO: 1}) == {0: [CIA]}


def test_a_case_that_few_can_take_is_dealt_with_first() -> None:
    cases = [CaseToShare(0), CaseToShare(1, barred=frozenset({BO}))]
    assert share_evenly(cases, [ANNA, BO], each=1, load={}) == {0: [BO], 1: [ANNA]}


def test_a_case_that_nobody_can_take_gets_nobody() -> None:
    assert share_evenly([CaseToShare(0, barred=frozenset({ANNA}))], [ANNA], each=1, load={}) == {}
