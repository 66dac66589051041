"""What the assessors of a case have come to, for those who handle it. Assessing itself has its own pages."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch
from django.utils.formats import number_format

from home.models import User
from stipend_portal.assignments import assessors_expected
from stipend_portal.models import Application, Assessment, Score
from stipend_portal.scoring import Judged, points, standing


@dataclass(frozen=True)
class ShownAssessment:
    """One assessor: nothing yet, begun, or handed in. Only what is handed in is read by others."""

    name: str
    begun: bool
    submitted_at: datetime | None
    points: str
    recommendation: str
    comment: str
    # The number of the version that was judged, and whether there is a newer one.
    version: int
    is_old: bool
    # Whether she is still to assess the case; one who has been taken off may have handed in before.
    is_expected: bool


@dataclass(frozen=True)
class ShownAssessments:
    """All assessors of a case, and what those who have handed in say together: points of 100, or nothing."""

    rows: list[ShownAssessment]
    mean: str
    spread: str

    @property
    def handed_in(self) -> int:
        """How many have handed in."""
        return sum(row.submitted_at is not None for row in self.rows)


def as_points(value: Decimal | None) -> str:
    """Points of 100 with one decimal; empty for none."""
    return "" if value is None else number_format(value, 1, use_l10n=True)


def _points(assessment: Assessment) -> Decimal | None:
    return points(
        Judged(score.value, score.criterion.weight, score.highest) for score in assessment.scores.all()
    )


def _shown(assessment: Assessment, name: str, newest: int, *, is_expected: bool) -> ShownAssessment:
    done = assessment.submitted_at is not None
    return ShownAssessment(
        name=name,
        begun=True,
        submitted_at=assessment.submitted_at,
        points=as_points(_points(assessment)) if done else "",
        recommendation=assessment.get_recommendation_display() if done else "",
        comment=assessment.comment if done else "",
        version=assessment.version.number,
        is_old=done and assessment.version_id != newest,
        is_expected=is_expected,
    )


def _waited_for(person: User) -> ShownAssessment:
    return ShownAssessment(
        name=str(person),
        begun=False,
        submitted_at=None,
        points="",
        recommendation="",
        comment="",
        version=0,
        is_old=False,
        is_expected=True,
    )


def assessments_of(case: Application) -> list[Assessment]:
    """The assessments of a case that count, with all that is shown of them: as many queries for one as for many.

    Whoever has been found to have jäv is left out of everything, also of the mean (kommunallagen 6:30).
    """
    jav = case.conflicts.filter(has_conflict=True)
    scores = Prefetch("scores", queryset=Score.objects.select_related("criterion"))
    rows = case.assessments.exclude(assessor__in=jav.values("user"))
    return list(rows.select_related("assessor", "version").prefetch_related(scores).order_by("pk"))


def shown_assessments(case: Application, newest: int) -> ShownAssessments:
    """Those who are to assess the case and those who have. `newest` is the key of the newest version."""
    expected = list(assessors_expected(case))
    kept = assessments_of(case)
    by_person = {each.assessor_id: each for each in kept}
    rows = [
        _shown(by_person[person.pk], str(person), newest, is_expected=True)
        if person.pk in by_person
        else _waited_for(person)
        for person in expected
    ]
    still = {person.pk for person in expected}
    rows += [
        _shown(each, str(each.assessor), newest, is_expected=False)
        for each in kept
        if each.assessor_id not in still and each.submitted_at
    ]
    together = standing(_points(each) for each in kept if each.submitted_at)
    return ShownAssessments(rows, as_points(together.mean), as_points(together.spread))
