"""A board member's own assessment: saved as she goes, handed in, taken up again, moved to a newer version."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, ApplicationVersion, Assessment, Score
from stipend_portal.models.assessment import Recommendation
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in, visible_to
from stipend_portal.phases import Work
from stipend_portal.services.errors import ActRefused, NotAllowed, WrongState
from stipend_portal.services.transition import hold_phase, lock, record_event
from stipend_portal.states import UNDECIDED, Role

# Points by criterion's key; None is “cannot judge”. A criterion that is left out has not been judged yet.
Scores = Mapping[int, int | None]


class StaleAssessment(ActRefused):
    """It was saved from somewhere else after the page was opened."""

    def __init__(self, stored: Assessment) -> None:
        super().__init__(str(stored.revision))
        self.stored = stored


class NotComplete(ActRefused):
    """A criterion has not been judged, or no recommendation is chosen."""


def _lock_for_assessing(application: Application, actor: User) -> Application:
    """The case, locked, for a board member who may judge it now.

    Raises `NotAllowed` for anyone else, `WrongState` for a case that nobody judges any more and
    `WrongPhase` outside the phase of assessment.
    """
    locked = lock(application, actor)
    if Role.COMMITTEE_MEMBER not in roles_in(actor, locked):
        raise NotAllowed
    # Asked once more: the lock may have waited for her own answer that she has jäv.
    if not visible_to(actor, through={Role.COMMITTEE_MEMBER}).filter(pk=locked.pk).exists():
        raise NotAllowed
    if locked.state not in UNDECIDED:
        raise WrongState
    hold_phase(locked.round, Work.ASSESS)
    return locked


def scores_of(assessment: Assessment) -> dict[int, int | None]:
    """The points given so far, by criterion's key."""
    return {score.criterion_id: score.value for score in assessment.scores.all()}


def _save(
    locked: Application,
    actor: User,
    *,
    version: ApplicationVersion,
    scores: Scores,
    comment: str,
    recommendation: Recommendation | str,
    expected_revision: int,
) -> Assessment:
    stored = Assessment.objects.filter(application=locked, assessor=actor).first()
    if stored is None:
        # The page showed a version of this case, and it is that one she has read.
        stored = Assessment(application=locked, assessor=actor, version=locked.versions.get(pk=version.pk))
    else:
        same = (stored.comment, stored.recommendation) == (comment, recommendation)
        if same and scores_of(stored) == scores:
            return stored
        if stored.submitted_at:
            raise WrongState
        if stored.revision != expected_revision:
            raise StaleAssessment(stored)
    stored.comment, stored.recommendation = comment, recommendation
    stored.revision += 1
    stored.save()
    stored.scores.all().delete()
    criteria = {criterion.pk: criterion for criterion in locked.round.criteria.all()}
    Score.objects.bulk_create(
        Score(assessment=stored, criterion=criteria[key], value=value, highest=criteria[key].highest)
        for key, value in scores.items()
    )
    return stored


@transaction.atomic
def save_assessment(
    *,
    application: Application,
    actor: User,
    version: ApplicationVersion,
    scores: Scores,
    comment: str,
    recommendation: Recommendation | str,
    expected_revision: int,
) -> Assessment:
    """Keep what she has written so far. Nobody else reads it until it is handed in.

    `version` is the one she has read; it counts for the first save only, see `follow_version`. The same
    words saved twice are one save. Raises `StaleAssessment` when other words have been saved since
    `expected_revision`, `WrongState` when it is handed in or the case is decided or withdrawn, `WrongPhase`
    outside the phase of assessment, and `NotAllowed` for anyone but a board member without jäv.
    """
    return _save(
        _lock_for_assessing(application, actor),
        actor,
        version=version,
        scores=scores,
        comment=comment,
        recommendation=recommendation,
        expected_revision=expected_revision,
    )


@transaction.atomic
def hand_in(
    *,
    application: Application,
    actor: User,
    version: ApplicationVersion,
    scores: Scores,
    comment: str,
    recommendation: Recommendation | str,
    expected_revision: int,
) -> Assessment:
    """Save and hand in. From now on it counts, and those who have handed in theirs can read it.

    Handing in the same thing twice is once. Raises `NotComplete` unless every criterion is judged, or said
    to be impossible to judge, and a recommendation is chosen; otherwise as `save_assessment`.
    """
    locked = _lock_for_assessing(application, actor)
    if not recommendation or set(scores) != {criterion.pk for criterion in locked.round.criteria.all()}:
        raise NotComplete
    assessment = _save(
        locked,
        actor,
        version=version,
        scores=scores,
        comment=comment,
        recommendation=recommendation,
        expected_revision=expected_revision,
    )
    if assessment.submitted_at:
        return assessment
    assessment.submitted_at = timezone.now()
    assessment.save()
    _record(EventKind.ASSESSED, assessment, actor)
    return assessment


def _record(kind: EventKind, assessment: Assessment, actor: User) -> None:
    """An event without points or words: the log has more readers than the assessment."""
    record_event(
        application=assessment.application,
        kind=kind,
        role=Role.COMMITTEE_MEMBER,
        actor=actor,
        data={"version": assessment.version.number, "revision": assessment.revision},
    )


@transaction.atomic
def reopen(*, application: Application, actor: User) -> None:
    """Take one's own assessment up again. It does not count until it is handed in once more.

    One that is not handed in stays as it is. Raises as `save_assessment` does, and `NotAllowed` where there
    is none.
    """
    locked = _lock_for_assessing(application, actor)
    assessment = Assessment.objects.filter(application=locked, assessor=actor).first()
    if assessment is None:
        raise NotAllowed
    if assessment.submitted_at is None:
        return
    assessment.submitted_at = None
    assessment.revision += 1
    assessment.save()
    _record(EventKind.ASSESSMENT_REOPENED, assessment, actor)


@transaction.atomic
def follow_version(*, application: Application, actor: User, version: ApplicationVersion) -> None:
    """She has read a newer version: her assessment is of that one from now on, its points hers to change.

    One that is handed in stays so, and the log says that it now is of another version. Moving back, or to
    where it is, changes nothing. Raises as `reopen` does.
    """
    locked = _lock_for_assessing(application, actor)
    assessment = (
        Assessment.objects.select_related("version").filter(application=locked, assessor=actor).first()
    )
    if assessment is None:
        raise NotAllowed
    read = locked.versions.get(pk=version.pk)
    if read.number <= assessment.version.number:
        return
    assessment.version = read
    assessment.save()
    if assessment.submitted_at:
        _record(EventKind.ASSESSED, assessment, actor)
