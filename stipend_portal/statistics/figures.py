"""The figures of a round, counted from plain rows."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import mean, median

from django.db.models import FilteredRelation, Q, QuerySet

from stipend_portal import rules
from stipend_portal.models import Application, Programme, Round
from stipend_portal.models.decision import WITH_MONEY, Outcome
from stipend_portal.states import UNDECIDED, State
from stipend_portal.statistics.small_numbers import Shown, may_show, merge_small

UNTOLD = ""
WAITING = "waiting"


@dataclass(frozen=True)
class Row:
    """What statistics need of one application, and nothing that names anyone."""

    round_id: int
    state: str
    late: bool
    on_paper: bool
    people: int
    applied: Decimal
    birth_date: date
    destination: str
    school: str
    received_on: date
    outcome: str
    granted: int
    decided_on: date | None


def read_rows(round_ids: Iterable[int]) -> list[Row]:
    """The applications of some rounds, in one query.

    All of them count for everyone who may see statistics: what is shown are sums over people, with small
    ones hidden, and no case is opened by them.
    """
    return _rows(Application.objects.filter(round_id__in=list(round_ids)))


def read_rows_of_year(year: int) -> list[Row]:
    """The applications that came in or were first decided in a calendar year, in one query.

    Each with its first decision, so that what has been told of a year stays as it was told. A sum that changed
    with a correction would tell what became of one person.
    """
    first = FilteredRelation("decisions", condition=Q(decisions__corrects=None))
    came_in, decided = Q(received_at__year=year), Q(first_decision__decided_on__year=year)
    found = Application.objects.annotate(first_decision=first).filter(came_in | decided)
    return _rows(found, decision="first_decision")


def _rows(found: QuerySet[Application], decision: str = "current_decision") -> list[Row]:
    columns = found.order_by().values_list(
        "round_id",
        "state",
        "received_late",
        "applicant",
        "people",
        "amount_applied",
        "birth_date",
        "destination",
        "school",
        "received_at__date",
        f"{decision}__outcome",
        f"{decision}__amount",
        f"{decision}__decided_on",
    )
    return [
        Row(
            round_id=round_id,
            state=state,
            late=late,
            on_paper=applicant is None,
            people=people,
            applied=applied,
            birth_date=born,
            destination=destination,
            school=school,
            received_on=received_on,
            outcome=outcome or "",
            granted=granted or 0,
            decided_on=decided_on,
        )
        for (
            round_id,
            state,
            late,
            applicant,
            people,
            applied,
            born,
            destination,
            school,
            received_on,
            outcome,
            granted,
            decided_on,
        ) in columns
    ]


def school_of(text: str) -> str:
    """The school without the class, as people write it: “Exempelskolan, 9B”."""
    return " ".join(text.split(",")[0].split())


@dataclass(frozen=True)
class Sum:
    """A sum, a middle and a mean over some people; None where they are too few to tell."""

    people: int
    total: int | None
    mean: int | None
    median: int | None


def sum_of(values: Iterable[Decimal | int]) -> Sum:
    """Whole numbers over `values`, one for each person."""
    known = list(values)
    if not known or not may_show(len(known)):
        return Sum(len(known), 0 if not known else None, None, None)
    return Sum(len(known), round(sum(known)), round(mean(known)), round(median(known)))


@dataclass(frozen=True)
class RoundFigures:
    """One round in numbers."""

    round: Round
    rows: list[Row]
    # Gives the key of the age band of an age.
    band_of: Callable[[int], str]

    @cached_property
    def sent(self) -> int:
        """How many applications came in, those taken back included."""
        return len(self.rows)

    @cached_property
    def people(self) -> int:
        """How many people they are for."""
        return sum(row.people for row in self.rows)

    @cached_property
    def late(self) -> int:
        """How many came late."""
        return sum(row.late for row in self.rows)

    @cached_property
    def on_paper(self) -> int:
        """How many came on paper."""
        return sum(row.on_paper for row in self.rows)

    @cached_property
    def groups(self) -> int:
        """How many are for more than one person."""
        return sum(row.people > 1 for row in self.rows)

    @cached_property
    def applied(self) -> Sum:
        """Kronor applied for."""
        return sum_of(row.applied for row in self.rows)

    @cached_property
    def granted(self) -> Sum:
        """Kronor granted, over those who were granted any."""
        return sum_of(row.granted for row in self.rows if row.outcome in WITH_MONEY)

    @cached_property
    def granted_told(self) -> Sum:
        """What may be told of `granted`.

        Where small groups of outcomes are added together, a sum beside what each was granted would tell how
        many were granted: the mean, the middle one, or the amount that is the same for everyone.
        """
        if not self.outcomes.others:
            return self.granted
        alike = self.round.programme.amount_rule == Programme.AmountRule.FIXED
        return Sum(self.granted.people, None if alike else self.granted.total, None, None)

    @cached_property
    def days(self) -> Sum:
        """Whole days from sent to decided, over those that have been decided."""
        decided = [row for row in self.rows if row.decided_on]
        return sum_of((row.decided_on - row.received_on).days for row in decided if row.decided_on)

    @cached_property
    def outcomes(self) -> Shown:
        """What became of them: an outcome, withdrawn, or still waiting."""
        return merge_small(Counter(self._end(row) for row in self.rows))

    @cached_property
    def destinations(self) -> Shown:
        """Where they want to go."""
        return merge_small(Counter(row.destination for row in self.rows))

    @cached_property
    def ages(self) -> Shown:
        """How old they are on the round's day."""
        ages = (rules.age_on(row.birth_date, self.round.age_day) for row in self.rows)
        return merge_small(Counter(self.band_of(age) for age in ages))

    @cached_property
    def schools(self) -> Shown:
        """Which schools they go to."""
        return merge_small(Counter(school_of(row.school) or UNTOLD for row in self.rows))

    @staticmethod
    def _end(row: Row) -> str:
        if row.state in UNDECIDED:
            return WAITING
        return State.WITHDRAWN.value if row.state == State.WITHDRAWN else Outcome(row.outcome).value


def figures_of(rounds: Iterable[Round], band_of: Callable[[int], str]) -> list[RoundFigures]:
    """The figures of some rounds, in their order, in one query."""
    rounds = list(rounds)
    rows = read_rows(round_.pk for round_ in rounds)
    return [
        RoundFigures(round_, [row for row in rows if row.round_id == round_.pk], band_of) for round_ in rounds
    ]
