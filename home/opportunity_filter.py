"""What a reader asks of the list of opportunities: age, kind, when, and money.

Everything comes from the address, where anyone may write anything: what cannot be understood narrows nothing.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.models.opportunity_page import OLDEST, Cost, Kind

# Ages that schools and programmes go by: compulsory school, upper secondary under 18, and after.
BANDS = ("13-15", "16-17", "18-30")
# How many months can be chosen by name, this one included.
MONTHS_AHEAD = 12

NOW, HALF_YEAR, LATER = "nu", "halvar", "senare"

_AGES = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def parse_ages(text: str) -> tuple[int, int] | None:
    """The lowest and highest age of "16", "13-15" or "13–15"; None where it is none of them."""
    match = _AGES.fullmatch(text.strip())
    if match is None:
        return None
    low = int(match[1])
    high = int(match[2]) if match[2] else low
    return (low, high) if low <= high <= OLDEST else None


def _month_after(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)


def _end_of_half_year(today: date) -> date:
    return date(today.year, 6, 30) if today.month <= 6 else date(today.year, 12, 31)


def span(when: str, today: date) -> tuple[date, date | None] | None:
    """The first and last day that a choice of time means, None as last for no end; None for no choice."""
    if when == NOW:
        return today, today
    if when == HALF_YEAR:
        return today, _end_of_half_year(today)
    if when == LATER:
        return _end_of_half_year(today) + timedelta(days=1), None
    match = _MONTH.fullmatch(when)
    if match is None or not (1 <= int(match[2]) <= 12 and 2000 <= int(match[1]) < 2200):
        return None
    first = date(int(match[1]), int(match[2]), 1)
    return first, _month_after(first) - timedelta(days=1)


@dataclass(frozen=True)
class OpportunityFilter:
    """What was asked for, cleaned: an empty value narrows nothing."""

    today: date
    age: str = ""
    kind: str = ""
    when: str = ""
    cost: str = ""
    misread_age: str = ""

    @classmethod
    def from_address(cls, asked: QueryDict, today: date) -> "OpportunityFilter":
        """Read the address."""
        age = asked.get("alder", "").strip().replace("–", "-")
        kind, when, cost = (asked.get(name, "") for name in ("typ", "nar", "pengar"))
        understood = parse_ages(age) is not None
        return cls(
            today=today,
            age=age if understood else "",
            kind=kind if kind in Kind.values else "",
            when=when if span(when, today) else "",
            cost=cost if cost in Cost.values else "",
            misread_age=age[:20] if age and not understood else "",
        )

    @property
    def query(self) -> str:
        """The choices as the beginning of an address, such as `alder=16&`; empty where nothing is chosen."""
        address = QueryDict(mutable=True)
        chosen = {"alder": self.age, "typ": self.kind, "nar": self.when, "pengar": self.cost}
        address.update({name: value for name, value in chosen.items() if value})
        return f"{address.urlencode()}&" if address else ""

    def narrow(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the pages that fit."""
        ages, days = parse_ages(self.age), span(self.when, self.today)
        if ages:
            low, high = ages
            pages = pages.filter(Q(age_from=None) | Q(age_from__lte=high))
            pages = pages.filter(Q(age_to=None) | Q(age_to__gte=low))
        if days:
            first, last = days
            begun = Q(starts_on__lte=last) if last else Q()
            pages = pages.filter(Q(starts_on=None) | (Q(ends_on__gte=first) & begun))
        if self.kind:
            pages = pages.filter(kind=self.kind)
        if self.cost:
            pages = pages.filter(cost=self.cost)
        return pages

    def time_choices(self) -> list[tuple[str, str]]:
        """The times that can be chosen, with their words; a month that was asked for is always among them."""
        choices = [
            ("", _("Any time")),
            (NOW, _("Now")),
            (HALF_YEAR, _("This half-year")),
            (LATER, _("Later than that")),
        ]
        month = self.today.replace(day=1)
        for _number in range(MONTHS_AHEAD):
            choices.append((f"{month:%Y-%m}", date_format(month, "F Y")))
            month = _month_after(month)
        if self.when and self.when not in dict(choices):
            choices.append((self.when, date_format(date.fromisoformat(f"{self.when}-01"), "F Y")))
        return choices
