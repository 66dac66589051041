"""What the checklist is computed from, and what its lines say."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from stipend_portal.completeness import GuardianProgress, MemberProgress
from stipend_portal.models import Round


class Standing(TextChoices):
    """What a line says."""

    OK = "ok", gettext_lazy("In order")
    MISSING = "missing", gettext_lazy("Missing")
    JUDGE = "judge", gettext_lazy("To judge")


@dataclass(frozen=True)
class Line:
    """One thing that was looked at: how it stands, in words, and what to do where there is something to do."""

    key: str
    title: str
    standing: Standing
    text: str
    todo: str = ""

    @property
    def label(self) -> str:
        """The standing in words."""
        return str(self.standing.label)


@dataclass(frozen=True)
class Person:
    """Someone who is to travel, as the version says."""

    name: str
    birth_date: date
    connection: str


@dataclass(frozen=True)
class Facts:
    """All that the lines are computed from: the round with its programme, and the newest version.

    Amounts are in kronor. `cost` is what the trip costs by the budget, before other money; `missing_money`
    is what is left of it when the applicant's own and others' money is taken away. `supplement_due` is the
    last day of the open request, if there is one.
    """

    round: Round
    today: date
    people: tuple[Person, ...]
    received_at: datetime
    received_late: bool
    late_accepted: bool
    guardians: GuardianProgress
    group: MemberProgress
    amount: Decimal
    cost: Decimal
    missing_money: Decimal
    ceiling: int
    quotes: int = 0
    # Rows of the budget that say that a quote is attached.
    quotes_promised: int = 0
    scans: tuple[str, ...] = ()
    supplement_due: date | None = None
