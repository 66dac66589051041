"""Who decides in one case at a meeting, and whether they are enough. Plain arithmetic of plain values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Person = TypeVar("Person")


@dataclass(frozen=True)
class Quorum:
    """How many take part, of how many seats the body has."""

    taking_part: int
    seats: int

    @property
    def needed(self) -> int:
        """The fewest that may decide: more than half of the members (kommunallagen 6:27)."""
        return self.seats // 2 + 1

    @property
    def reached(self) -> bool:
        """Whether the case may be dealt with."""
        return self.taking_part >= self.needed


@dataclass(frozen=True)
class Deciding(Generic[Person]):
    """Those who decide in one case, the deputies who stepped in among them."""

    people: list[Person]
    stepped_in: list[Person]


def who_decides(
    *, members: Sequence[Person], deputies: Sequence[Person], gone: Collection[Person]
) -> Deciding[Person]:
    """Who decides when those `gone` have left the room for jäv (kommunallagen 6:30).

    `members` are the members and the deputies who serve as members the whole meeting. For each of them who
    has left, a deputy who is there and has no jäv herself steps in, in the order of `deputies`.
    """
    staying = [person for person in members if person not in gone]
    able = [person for person in deputies if person not in gone]
    stepped_in = able[: len(members) - len(staying)]
    return Deciding(people=[*staying, *stepped_in], stepped_in=stepped_in)
