"""The standings of a round: its undecided cases in the order of their assessments. It decides nothing."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from home.models import User
from stipend_portal.amount_rules import most_for_each
from stipend_portal.assignments import ASSESSORS, board_of, is_shared_out
from stipend_portal.models import (
    Application,
    Assessment,
    Assignment,
    ConflictOfInterest,
    PlanLine,
    Round,
)
from stipend_portal.permissions import READING_ROLES, RoundRoles, round_roles, rounds_with, visible_to
from stipend_portal.scoring import Judged, Standing, points, standing
from stipend_portal.states import UNDECIDED


@dataclass(frozen=True)
class RankedCase:
    """A case with what its assessments say together."""

    case: Application
    standing: Standing
    # How many of those who are to assess it have not handed in.
    missing: int
    # Whether another case has the same mean.
    tied: bool

    @property
    def late(self) -> bool:
        """Whether it came late and nobody has decided that it counts all the same."""
        return self.case.late_not_accepted


@dataclass(frozen=True)
class Changes:
    """What has happened in the round since a proposal was saved, counted in cases."""

    gone: int
    new: int
    differing: int

    @property
    def cases(self) -> int:
        """How many cases have changed."""
        return self.gone + self.new + self.differing


def rankable(round: Round, user: User, roles: RoundRoles | None = None) -> QuerySet[Application]:
    """The undecided cases of a round that a person sees as one who handles cases; never her own."""
    roles = round_roles(user) if roles is None else roles
    here = [(pk, role) for pk, role in roles if pk == round.pk]
    if not rounds_with(here, READING_ROLES):
        return Application.objects.none()
    cases = visible_to(user, here, through=READING_ROLES).exclude(applicant=user.pk)
    return cases.filter(round=round, state__in=sorted(UNDECIDED)).order_by()


def standings(round: Round, user: User, roles: RoundRoles | None = None) -> list[RankedCase]:
    """The undecided cases of a round that a person may see, the highest mean first.

    Only assessments that are handed in count, and never those of someone who has jäv in the case
    (kommunallagen 6:30). A missing score or assessment is not zero. Cases that nobody has assessed come last.
    Cases with the same mean stand in the order of their references, which are drawn by lot.
    """
    found = rankable(round, user, roles)
    cases = list(found)
    judged = _points_of(found)
    missing = _missing(round, cases, found, judged)
    results = {case.pk: standing(judged[case.pk].values()) for case in cases}
    same = Counter(result.mean for result in results.values() if result.mean is not None)
    ranked = [
        RankedCase(case, results[case.pk], missing[case.pk], same[results[case.pk].mean] > 1)
        for case in cases
    ]
    return sorted(ranked, key=_order)


def _order(ranked: RankedCase) -> tuple[bool, Decimal, str]:
    mean = ranked.standing.mean
    return (mean is None, -(mean or Decimal(0)), ranked.case.reference)


def _points_of(cases: QuerySet[Application]) -> defaultdict[int, dict[int, Decimal | None]]:
    """The points of each case by who gave them, of what is handed in by people without jäv."""
    jav = ConflictOfInterest.objects.filter(
        application=OuterRef("application"), user=OuterRef("assessor"), has_conflict=True
    )
    handed_in = Assessment.objects.filter(
        ~Exists(jav), application__in=cases.values("pk"), submitted_at__isnull=False
    ).order_by()
    judged: defaultdict[tuple[int, int], list[Judged]] = defaultdict(list)
    # An assessment without scores is a row without any, which reads as one that could not be judged.
    columns = (
        "application_id",
        "assessor_id",
        "scores__value",
        "scores__criterion__weight",
        "scores__highest",
    )
    for application, assessor, value, weight, highest in handed_in.values_list(*columns):
        judged[application, assessor].append(Judged(value, weight, highest))
    given: defaultdict[int, dict[int, Decimal | None]] = defaultdict(dict)
    for (application, assessor), scores in judged.items():
        given[application][assessor] = points(scores)
    return given


def _missing(
    round: Round,
    cases: Sequence[Application],
    found: QuerySet[Application],
    judged: defaultdict[int, dict[int, Decimal | None]],
) -> dict[int, int]:
    """How many assessments each case waits for: the rule of `assignments`, for all cases at once."""
    board = set(board_of(round.pk).order_by().values_list("pk", flat=True))
    everyone = not is_shared_out(round.pk)
    by_name = not everyone or any(case.protected for case in cases)
    assigned = _people_by_case(ASSESSORS.filter(application__in=found.values("pk"))) if by_name else {}
    jav = _people_by_case(
        ConflictOfInterest.objects.filter(application__in=found.values("pk"), has_conflict=True)
    )
    missing = {}
    for case in cases:
        asked = board if everyone and not case.protected else board & assigned.get(case.pk, set())
        near = jav.get(case.pk, set()) | {case.applicant_id}
        missing[case.pk] = len(asked - near - judged[case.pk].keys())
    return missing


def _people_by_case(rows: QuerySet[Assignment] | QuerySet[ConflictOfInterest]) -> dict[int, set[int]]:
    """The people of the rows by their case, in one query."""
    people: defaultdict[int, set[int]] = defaultdict(set)
    for application, user in rows.order_by().values_list("application_id", "user_id"):
        people[application].add(user)
    return people


def is_live(application: Application) -> bool:
    """Whether a case in a proposal is still to be decided."""
    return application.state in UNDECIDED


def in_proposals(ranked: Sequence[RankedCase]) -> list[RankedCase]:
    """Those that a proposal for the money can hold: all but those that came late and have not been accepted."""
    return [each for each in ranked if not each.late]


def changes_since(round: Round, lines: Sequence[PlanLine], ranked: Sequence[RankedCase]) -> Changes:
    """What differs between a saved proposal of the round and the standings now.

    `lines` have their applications at hand; those that the person does not see are left out of both. An
    amount that the rules of the stipend no longer allow is a difference.
    """
    now = {each.case.pk: each for each in in_proposals(ranked)}
    live = [line for line in lines if is_live(line.application) and not line.application.late_not_accepted]
    most = most_for_each(round, [each.case for each in now.values()])
    differing = sum(
        _differs(line, now[line.application_id], most[line.application_id])
        for line in live
        if line.application_id in now
    )
    planned = {line.application_id for line in lines}
    return Changes(gone=len(lines) - len(live), new=len(now.keys() - planned), differing=differing)


def outdated(round: Round, lines: Sequence[PlanLine], ranked: Sequence[RankedCase]) -> list[PlanLine]:
    """The lines of a proposal of the round that no longer say what the standings say.

    An assessment has been handed in or changed since, or someone who assessed has jäv. Lines of cases that
    are not in `ranked` are left out.
    """
    now = {each.case.pk: each for each in ranked}
    most = most_for_each(round, [each.case for each in ranked])
    known = [(line, now[line.application_id]) for line in lines if line.application_id in now]
    return [line for line, each in known if each.late or _differs(line, each, most[each.case.pk])]


def _differs(line: PlanLine, now: RankedCase, most: int) -> bool:
    standing = now.standing
    before = (line.mean, line.assessments, line.spread)
    after = (standing.mean, standing.assessments, standing.spread)
    return before != after or line.amount > most
