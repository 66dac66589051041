"""Sharing cases out evenly among people: pure arithmetic, the same every time for the same input."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CaseToShare:
    """A case by its key: who is on it already, and who must not be."""

    key: int
    has: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()


def share_evenly(
    cases: Sequence[CaseToShare], people: Sequence[int], *, each: int, load: Mapping[int, int]
) -> dict[int, list[int]]:
    """Who is added to which case, so that each case has `each` people as far as there are any.

    `load` is how many cases each person has before. The one with the fewest comes first; among equals the
    one who has shared fewest cases with those already on it, so that the same two do not always meet; then
    the order of `people`. Cases that few can take are dealt with first. Nobody is taken off a case.
    """
    carried = Counter({person: load.get(person, 0) for person in people})
    met: Counter[frozenset[int]] = Counter()
    for case in cases:
        _meet(met, case.has)

    def may_take(case: CaseToShare) -> list[int]:
        return [person for person in people if person not in case.barred | case.has]

    def turn(person: int, on_it: Collection[int]) -> tuple[int, int, int]:
        times_met = sum(met[frozenset({person, other})] for other in on_it)
        return carried[person], times_met, people.index(person)

    added: dict[int, list[int]] = {}
    for case in sorted(cases, key=lambda each_case: len(may_take(each_case))):
        on_it, free = set(case.has), may_take(case)
        while free and len(on_it) < each:
            chosen = min(free, key=lambda person: turn(person, on_it))
            free.remove(chosen)
            carried[chosen] += 1
            met.update(frozenset({chosen, other}) for other in on_it)
            on_it.add(chosen)
            added.setdefault(case.key, []).append(chosen)
    return added


def _meet(met: Counter[frozenset[int]], together: Collection[int]) -> None:
    people = sorted(together)
    met.update(frozenset({one, other}) for at, one in enumerate(people) for other in people[at + 1 :])
