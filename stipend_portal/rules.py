"""The rules of a stipend as pure functions of plain values.

No database, no clock, no settings: whoever calls says which day it is and what the round allows. The
values themselves (ages, days, amounts) are data that BUN edits, never constants in here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

# Föräldrabalken 9:1: a person under eighteen is not of full age.
FULL_AGE = 18

# Far above any real trip. A larger number is a slip of the finger, and the form says so.
LARGEST_AMOUNT = Decimal(10_000_000)


class NotAnAmount(ValueError):
    """The text cannot be read as an amount of money."""


def age_on(birth_date: date, day: date) -> int:
    """Whole years of age on `day`. Someone born on 29 February turns a year older on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def birthday(birth_date: date, age: int) -> date:
    """The day on which someone turns `age`."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:  # born on 29 February
        return date(birth_date.year + age, 3, 1)


def is_minor(birth_date: date, day: date) -> bool:
    """Whether a person is under eighteen on `day` (föräldrabalken 9:1)."""
    return age_on(birth_date, day) < FULL_AGE


def needs_guardians(birth_date: date, *, age_day: date, today: date) -> bool:
    """Whether guardians must approve: under eighteen on the round's day, and still so today.

    Who has turned eighteen decides alone; from that day guardians have no say and no right to read
    (föräldrabalken 6:2, 9:1).
    """
    return is_minor(birth_date, age_day) and is_minor(birth_date, today)


@dataclass(frozen=True)
class AgeVerdict:
    """Whether an age fits a round, and the days that explain a no."""

    age: int
    fits: bool
    too_young: bool
    turns_minimum_on: date


def judge_age(birth_date: date, *, min_age: int, max_age: int, age_day: date) -> AgeVerdict:
    """Compare the age on the round's own day with its limits, both included."""
    age = age_on(birth_date, age_day)
    return AgeVerdict(
        age=age,
        fits=min_age <= age <= max_age,
        too_young=age < min_age,
        turns_minimum_on=birthday(birth_date, min_age),
    )


def has_opened(now: datetime, opens_at: datetime) -> bool:
    """Whether a round has opened."""
    return now >= opens_at


def is_late(received_at: datetime, closes_at: datetime) -> bool:
    """Whether an application came after the round closed.

    `closes_at` is a minute, and that whole minute is in time: 23:59 means until midnight. What counts is
    when it reached the server, at any hour (förvaltningslagen 22 §). Late is flagged, never refused.
    """
    return received_at >= closes_at + timedelta(minutes=1)


def kronor_from_text(text: str) -> Decimal:
    """Read an amount in kronor as people write it: `1200`, `1 200 kr`, `1.200`, `1200,50`, `1 200:-`.

    Returns kronor with at most two decimals (öre). Raises `NotAnAmount` when the text is something else.
    A minus sign is kept, so that the form can say what is wrong with it.
    """
    compact = re.sub(r"[\s\u00a0\u202f\u2009']", "", text).lower()
    compact = compact.replace("\u2212", "-")
    compact = re.sub(r"^(sek|kr)|(:-|sek|kronor|kr\.?)$", "", compact)
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d{1,2})?", compact):
        compact = compact.replace(".", "")
    if not re.fullmatch(r"-?\d{1,15}([.,]\d{1,2})?", compact, flags=re.ASCII):
        raise NotAnAmount(text)
    return Decimal(compact.replace(",", "."))


def ceiling_for(people: int, *, alone: int, groups: Mapping[int, int]) -> int:
    """The most that can be applied for, in whole kronor, by so many people together.

    `alone` is the most for one person. `groups` says, from how many people on, how much there is for each
    of them; without a size that fits, each counts as one alone.
    """
    sizes = [size for size in groups if size <= people]
    each = groups[max(sizes)] if people > 1 and sizes else alone
    return each * people


def share_of(cost: Decimal, percent: int) -> int:
    """`percent` per cent of a cost in kronor, in whole kronor: rounded down, so that it is never exceeded."""
    return int(cost * percent // 100)


def most_for(cost: Decimal, *, ceiling: int, share_percent: int | None) -> int:
    """The most that can be granted for a trip that costs so many kronor, in whole kronor.

    `ceiling` is the most for so many people, see `ceiling_for`. `share_percent` is the share of the cost
    that the stipend pays, or None where it is not counted as a share.
    """
    return ceiling if share_percent is None else min(ceiling, share_of(cost, share_percent))


def shares_of(weights: Sequence[int]) -> list[int]:
    """Each weight as a share of them all, in whole per cent that add up to 100.

    What rounding leaves over goes to those that lost most by it, the first first.
    """
    total = sum(weights)
    shares = [100 * weight // total for weight in weights]
    by_loss = sorted(range(len(weights)), key=lambda at: -(100 * weights[at] % total))
    for at in by_loss[: 100 - sum(shares) if weights else 0]:
        shares[at] += 1
    return shares


def fits_residence(connection: str, asked: str) -> bool:
    """Whether a link to Åmål (`lives`, `studies` or `both`) is the one that a round asks for.

    `asked` is `lives`, `studies`, or `either` for any of them.
    """
    return asked == "either" or connection in {asked, "both"}


def remaining_pot(*, pot: int, granted: int) -> int:
    """Whole kronor left to grant in a round."""
    return pot - granted
