"""Which cases a board member has to assess, and how far she has come with each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.models import User
from stipend_portal.assignments import assigned_to
from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, ApplicationVersion, Assessment, Round
from stipend_portal.permissions import round_roles
from stipend_portal.phases import Work, allows
from stipend_portal.redaction import redact
from stipend_portal.review.access import cases_to_assess
from stipend_portal.review.assessing.people import hidden_in, is_blind, with_people
from stipend_portal.states import UNDECIDED, Role

# Cases are read in the order of their numbers, which are drawn by lot: nobody comes first for being early.
ORDER = ("round_id", "reference", "pk")

NOT_BEGUN, SAVED, HANDED_IN = "not_begun", "saved", "handed_in"
LABELS: dict[str, Promise] = {
    NOT_BEGUN: _("Not begun"),
    SAVED: _("Saved, not handed in"),
    HANDED_IN: _("Handed in"),
}


def own_cases(user: User) -> QuerySet[Application]:
    """The cases that a board member may read, in order, with what she has done in each.

    `expected` says whether she is to assess it, `own_version` and `handed_in` tell of her own assessment
    and `newest_version` is the number of what was sent last.
    """
    own = Assessment.objects.filter(application=OuterRef("pk"), assessor=user.pk)
    newest = ApplicationVersion.objects.filter(application=OuterRef("pk")).order_by("-number")
    return (
        cases_to_assess(user)
        .annotate(
            expected=Case(When(assigned_to(user), then=True), default=False, output_field=BooleanField()),
            own_version=Coalesce(Subquery(own.values("version__number")[:1]), Value(0)),
            handed_in=Subquery(own.values("submitted_at")[:1]),
            newest_version=Subquery(newest.values("number")[:1]),
        )
        .order_by(*ORDER)
    )


def standing_of(case: Application) -> str:
    """How far she has come with one of `own_cases`."""
    if case.handed_in:
        return HANDED_IN
    return SAVED if case.own_version else NOT_BEGUN


def waits(case: Application, round_: Round) -> bool:
    """Whether one of `own_cases` waits for her to hand in."""
    now = allows(round_.phase, Work.ASSESS) and case.state in UNDECIDED
    return now and case.expected and not case.handed_in


@dataclass(frozen=True)
class CaseRow:
    """A line of the list, ready to print. Of a case with protected identity it tells the number only."""

    url: str
    reference: str
    is_protected: bool
    destination: str
    amount: str
    standing: str
    standing_label: str | Promise
    has_newer: bool
    # Its state, where nobody assesses it any more.
    ended: str
    waits: bool


@dataclass
class RoundOfCases:
    """A round with her cases: those she is to assess, and the others that she may read."""

    round: Round
    is_blind: bool
    is_open: bool
    expected: list[CaseRow] = field(default_factory=list)
    others: list[CaseRow] = field(default_factory=list)

    @property
    def left(self) -> int:
        """How many wait for her."""
        return sum(row.waits for row in self.expected)


def _destination(case: Application, *, blind: bool) -> str:
    return redact(case.destination, hidden_in(case)) if blind else case.destination


def _row(case: Application, round_: Round, *, blind: bool) -> CaseRow:
    standing = standing_of(case)
    return CaseRow(
        url=reverse("assessing:case", args=[case.pk]),
        reference=case.reference,
        is_protected=case.protected,
        destination="" if case.protected else _destination(case, blind=blind),
        amount="" if case.protected else as_kronor(case.amount_applied),
        standing=standing,
        standing_label=LABELS[standing],
        has_newer=bool(case.own_version) and case.own_version < case.newest_version,
        ended="" if case.state in UNDECIDED else case.get_state_display(),
        waits=waits(case, round_),
    )


def _fetched(cases: QuerySet[Application], rounds: Iterable[RoundOfCases]) -> Iterable[Application]:
    """The cases of all rounds; those of blind ones with the people whose names are to be hidden."""
    blind = [each.round.pk for each in rounds if each.is_blind]
    yield from cases.exclude(round__in=blind)
    if blind:
        yield from with_people(cases.filter(round__in=blind))


def rounds_of_cases(user: User) -> list[RoundOfCases]:
    """Her rounds, the newest first, each with its cases. As many queries for three cases as for three hundred."""
    ids = {round_id for round_id, role in round_roles(user) if role is Role.COMMITTEE_MEMBER}
    rounds = {
        each.pk: RoundOfCases(each, is_blind(each), allows(each.phase, Work.ASSESS))
        for each in Round.objects.filter(pk__in=ids)
    }
    for case in _fetched(own_cases(user), rounds.values()):
        found = rounds[case.round_id]
        row = _row(case, found.round, blind=found.is_blind)
        (found.expected if case.expected else found.others).append(row)
    return list(rounds.values())


@dataclass(frozen=True)
class Way:
    """From one case to others of its round; None where there is none. Only their numbers are known here."""

    previous: Application | None
    following: Application | None
    next_waiting: Application | None
    left: int


def way_from(user: User, case: Application) -> Way:
    """The cases before and after one in her list, and the next that waits for her; after the last, the first."""
    rows = own_cases(user).filter(round=case.round_id).only("reference", "state", "round")
    cases = [each for each in rows if each.expected or each.pk == case.pk]
    at = next(place for place, each in enumerate(cases) if each.pk == case.pk)
    waiting = [each for each in cases[at + 1 :] + cases[:at] if waits(each, case.round)]

    return Way(
        previous=cases[at - 1] if at else None,
        following=next(iter(cases[at + 1 :]), None),
        next_waiting=next(iter(waiting), None),
        left=len(waiting) + waits(cases[at], case.round),
    )
