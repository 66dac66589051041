"""What one assessment says, ready to print: one's own, and those of the others once one's own is handed in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.translation import gettext as _

from stipend_portal.models import Application, Assessment, ConflictOfInterest, Criterion


@dataclass(frozen=True)
class ShownScore:
    """A criterion with the points given."""

    criterion: str
    points: str


@dataclass(frozen=True)
class ShownAssessment:
    """An assessment as it is read."""

    name: str
    scores: list[ShownScore]
    recommendation: str
    comment: str
    # The number of the version judged.
    version: int


def letter(place: int) -> str:
    """A, B … Z, AA, AB … for the first, the second and so on, counted from 0."""
    more, last = divmod(place, len(ascii_uppercase))
    return (letter(more - 1) if more else "") + ascii_uppercase[last]


def letters_of(case: Application) -> dict[int, str]:
    """What the assessments of a case are called instead of by name, by key: the same for every reader."""
    keys = case.assessments.order_by("pk").values_list("pk", flat=True)
    return {key: letter(place) for place, key in enumerate(keys)}


def _points(value: int | None, highest: int) -> str:
    if value is None:
        return _("Cannot judge")
    return _("%(points)s of %(highest)s") % {"points": value, "highest": highest}


def shown(
    assessment: Assessment, criteria: Iterable[Criterion], *, name: str = "", comment: str | None = None
) -> ShownAssessment:
    """An assessment whose scores and version have been fetched; `comment` instead of its own words."""
    given = {score.criterion_id: score for score in assessment.scores.all()}
    return ShownAssessment(
        name=name,
        scores=[
            ShownScore(each.local_name, _points(given[each.pk].value, given[each.pk].highest))
            for each in criteria
            if each.pk in given
        ],
        recommendation=assessment.get_recommendation_display(),
        comment=assessment.comment if comment is None else comment,
        version=assessment.version.number,
    )


def others_of(
    case: Application,
    own: Assessment | None,
    criteria: Iterable[Criterion],
    letters: Mapping[int, str],
    words: Callable[[str], str],
) -> list[ShownAssessment]:
    """What the other assessors have handed in; nothing until one's own is handed in.

    Never of someone with jäv. `letters` are `letters_of` the case. Comments go through `words`, which
    hides who applies where the round is blind.
    """
    if own is None or own.submitted_at is None:
        return []
    jav = ConflictOfInterest.objects.filter(application=case, has_conflict=True).values("user")
    handed_in = (
        case.assessments.exclude(pk=own.pk)
        .exclude(submitted_at=None)
        .exclude(assessor__in=jav)
        .select_related("version")
        .prefetch_related("scores")
        .order_by("pk")
    )
    return [
        shown(
            each,
            criteria,
            name=_("Assessor %(letter)s") % {"letter": letters[each.pk]},
            comment=words(each.comment),
        )
        for each in handed_in
    ]
