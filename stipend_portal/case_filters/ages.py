"""Filtering by age: bands that follow from the rounds' own limits, counted on each round's own day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q
from django.utils.translation import gettext as _

from stipend_portal.models import Round
from stipend_portal.models.round import OLDEST

# A new band begins at each: lower secondary school, its end, full age (föräldrabalken 9:1), the end of upper
# secondary school, and then every five years.
BEGINNINGS = (13, 16, 18, 20, 25, 30)


def born_by(day: date, age: int) -> date:
    """The last day of birth of those who are at least `age` on `day`, as `rules.age_on` counts."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # 29 February: those born on 1 March that year have their birthday tomorrow
        return date(day.year - age, 2, 28)


@dataclass(frozen=True)
class AgeBand:
    """Ages from `lowest` to `highest`, both included; None where it has no end."""

    lowest: int | None
    highest: int | None

    @property
    def key(self) -> str:
        """How it is written in an address: `13-15`, `-12`, `20-`."""
        return f"{'' if self.lowest is None else self.lowest}-{'' if self.highest is None else self.highest}"

    @property
    def label(self) -> str:
        """In words."""
        if self.lowest is None:
            return _("Younger than %(age)d") % {"age": (self.highest or 0) + 1}
        if self.highest is None:
            return _("Older than %(age)d") % {"age": self.lowest - 1}
        if self.lowest == self.highest:
            return _("%(age)d years") % {"age": self.lowest}
        return _("%(lowest)d–%(highest)d years") % {"lowest": self.lowest, "highest": self.highest}

    def holds(self, age: int) -> bool:
        """Whether an age in whole years is in the band."""
        return (self.lowest is None or age >= self.lowest) and (self.highest is None or age <= self.highest)

    def born(self, day: date) -> Q:
        """The applications whose applicant is in the band on `day`."""
        found = Q()
        if self.lowest is not None:
            found &= Q(birth_date__lte=born_by(day, self.lowest))
        if self.highest is not None:
            found &= Q(birth_date__gt=born_by(day, self.highest + 1))
        return found


def bands_for(rounds: Iterable[Round]) -> list[AgeBand]:
    """The bands between the lowest and the highest age of some rounds, and those outside; none for no round."""
    rounds = list(rounds)
    if not rounds:
        return []
    # A round from before ages had a limit may have one that no day of birth fits.
    lowest = min(OLDEST, *(each.min_age for each in rounds))
    highest = min(OLDEST, max(each.max_age for each in rounds))
    starts = [lowest, *(start for start in BEGINNINGS if lowest < start <= highest), highest + 1]
    inside = [AgeBand(start, following - 1) for start, following in pairwise(starts)]
    below = [AgeBand(None, lowest - 1)] if lowest > 0 else []
    return [*below, *inside, AgeBand(highest + 1, None)]


def in_band(band: AgeBand, rounds: Iterable[Round]) -> Q:
    """The applications of these rounds in a band, each by the day of its own round."""
    found = Q(pk__in=[])
    for day in {each.age_day for each in rounds}:
        ids = [each.pk for each in rounds if each.age_day == day]
        found |= Q(band.born(day), round_id__in=ids)
    return found
