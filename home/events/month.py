"""A month, as the address asks for it and the calendar draws it."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from home.events.event_times import midnight_after

MONDAY = 0
# Further away than this nothing is planned or remembered, and a date could not be counted on.
FIRST_YEAR, LAST_YEAR = 1990, 2199


@dataclass(frozen=True, order=True)
class Month:
    """One month of one year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month | None":
        """`2027-01` as a month; None for anything else."""
        if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
            return None
        month = cls(int(text[:4]), int(text[5:]))
        return month if FIRST_YEAR <= month.year <= LAST_YEAR else None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month.of(self.first_day + timedelta(days=31))

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month.of(self.first_day - timedelta(days=1))

    @property
    def begins(self) -> datetime:
        """The moment it begins in Swedish time."""
        return midnight_after(self.first_day - timedelta(days=1))

    @property
    def ends(self) -> datetime:
        """The moment the next one begins."""
        return self.next.begins

    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday, with the days of other months that fill the first and the last."""
        return Calendar(MONDAY).monthdatescalendar(self.year, self.number)
