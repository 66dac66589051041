"""Sharing cases out: whatever the board and its jäv, nobody gets what she must not, and the load is even."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from stipend_portal.even_shares import CaseToShare, share_evenly

PEOPLE = list(range(1, 7))
some = st.frozensets(st.sampled_from(PEOPLE))
cases = st.lists(st.builds(CaseToShare, key=st.integers(1, 10_000), has=some, barred=some), max_size=20).map(
    lambda found: list({case.key: case for case in found}.values())
)


@given(cases=cases, each=st.integers(1, 6))
def test_each_case_gets_as_many_as_it_can_and_nobody_who_is_barred(
    cases: list[CaseToShare], each: int
) -> None:
    added = share_evenly(cases, PEOPLE, each=each, load={})
    for case in cases:
        new = added.get(case.key, [])
        free = set(PEOPLE) - case.barred - case.has
        assert len(new) == len(set(new)) == min(max(0, each - len(case.has)), len(free))
        assert set(new) <= free


@given(number=st.integers(0, 30), people=st.integers(1, 6), each=st.integers(1, 6))
def test_without_jav_nobody_has_more_than_one_case_more_than_another(
    number: int, people: int, each: int
) -> None:
    board = PEOPLE[:people]
    added = share_evenly([CaseToShare(key) for key in range(number)], board, each=each, load={})
    carried = Counter(person for new in added.values() for person in new)
    loads = [carried[person] for person in board]
    assert max(loads) - min(loads) <= 1
    assert sum(loads) == number * min(each, people)


@given(cases=cases, each=st.integers(1, 6))
def test_the_same_question_has_the_same_answer(cases: list[CaseToShare], each: int) -> None:
    assert share_evenly(cases, PEOPLE, each=each, load={}) == share_evenly(cases, PEOPLE, each=each, load={})
