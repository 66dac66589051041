"""How far the work in a round has come: numbers, without anyone in them.

All cases of the round are counted, whoever may open them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stipend_portal.assignments import ASSESSORS, board_of, is_shared_out
from stipend_portal.models import (
    AllocationPlan,
    Application,
    Assessment,
    ConflictOfInterest,
    OutboxMessage,
    Round,
)
from stipend_portal.phases import Phase
from stipend_portal.states import UNDECIDED, State


@dataclass(frozen=True)
class Left:
    """Something that is not done before the next phase, in words. `state` names the cases, where there are any."""

    text: str
    state: State | None = None


def counts_by_state(round_: Round) -> dict[State, int]:
    """How many cases stand in each state, in the order of the work; those that are empty are left out."""
    rows = Application.objects.filter(round=round_).order_by().values_list("state").annotate(Count("pk"))
    counts = dict(rows)
    return {state: counts[state] for state in State if state in counts}


def undecided_of(round_: Round) -> QuerySet[Application]:
    """The cases of a round that wait for a decision."""
    return Application.objects.filter(round=round_, state__in=sorted(UNDECIDED)).order_by()


def missing_assessments(round_: Round) -> int:
    """How many assessments of undecided cases are expected and not handed in."""
    board, cases = board_of(round_.pk), undecided_of(round_)
    handed_in = Assessment.objects.filter(submitted_at__isnull=False)
    jav = ConflictOfInterest.objects.filter(has_conflict=True)
    done = Exists(handed_in.filter(application=OuterRef("application"), assessor=OuterRef("user")))
    stays_away = Exists(jav.filter(application=OuterRef("application"), user=OuterRef("user")))
    assigned = ASSESSORS.filter(~done, ~stays_away, application__in=cases, user__in=board)
    if is_shared_out(round_.pk):
        return assigned.count()
    everyones = cases.filter(protected=False)
    away = jav.filter(application__in=everyones, user__in=board)
    theirs = Exists(jav.filter(application=OuterRef("application"), user=OuterRef("assessor")))
    written = handed_in.filter(~theirs, application__in=everyones, assessor__in=board)
    expected = everyones.count() * board.count() - away.count() - written.count()
    return expected + assigned.filter(application__protected=True).count()


def without_assessor(round_: Round) -> int:
    """How many undecided cases nobody is assigned to, in a round that has been shared out."""
    if not is_shared_out(round_.pk):
        return 0
    assigned = Exists(ASSESSORS.filter(application=OuterRef("pk")))
    return undecided_of(round_).filter(~assigned, protected=False).count()


def left_before_next(round_: Round) -> list[Left]:
    """What is worth knowing before a round goes on: warnings, none of which stops anything here."""
    counts = counts_by_state(round_)
    phase = Phase(round_.phase)
    found: list[Left] = []
    if phase == Phase.OPEN and not round_.has_closed:
        closes = date_format(localtime(round_.closes_at), "j F Y, H:i")
        found.append(Left(_("People can apply in time until %(when)s.") % {"when": closes}))
    if phase in {Phase.COMPLETENESS, Phase.ASSESSMENT, Phase.RANKING, Phase.MEETING}:
        found += _by_state(counts, {State.SUBMITTED, State.SUPPLEMENT_REQUESTED})
    if phase == Phase.COMPLETENESS:
        found += _for_assessing(round_)
    if phase == Phase.ASSESSMENT:
        found += _assessments(round_)
    if phase in {Phase.RANKING, Phase.MEETING}:
        found += _by_state(counts, {State.IN_REVIEW})
    if phase == Phase.RANKING and not AllocationPlan.objects.filter(_adopted(round_)).exists():
        found.append(Left(_("No proposal for the money has been adopted.")))
    if phase == Phase.MEETING:
        found += _by_state(counts, {State.PREPARED}) + _letters(round_)
    return found


def _adopted(round_: Round) -> Q:
    return Q(round=round_, adopted_at__isnull=False)


def _by_state(counts: Mapping[State, int], states: set[State]) -> list[Left]:
    return [
        Left(_words(state, counts[state]) % {"count": counts[state]}, state)
        for state in State
        if state in states and counts.get(state)
    ]


def _words(state: State, count: int) -> str:
    if state == State.SUBMITTED:
        return ngettext(
            "%(count)d case has not been taken into review.",
            "%(count)d cases have not been taken into review.",
            count,
        )
    if state == State.SUPPLEMENT_REQUESTED:
        return ngettext(
            "%(count)d case waits for more from the applicant.",
            "%(count)d cases wait for more from the applicant.",
            count,
        )
    if state == State.IN_REVIEW:
        return ngettext(
            "%(count)d case is in review and not prepared.",
            "%(count)d cases are in review and not prepared.",
            count,
        )
    return ngettext(
        "%(count)d case is prepared and not decided.",
        "%(count)d cases are prepared and not decided.",
        count,
    )


def _for_assessing(round_: Round) -> list[Left]:
    found = []
    if not round_.criteria.exists():
        found.append(Left(_("The round has no criteria, so there is nothing to assess by.")))
    if not board_of(round_.pk).exists():
        found.append(Left(_("No board member works with the round.")))
    alone = without_assessor(round_)
    if alone:
        text = ngettext("%(count)d case has no assessor.", "%(count)d cases have no assessor.", alone)
        found.append(Left(text % {"count": alone}))
    return found


def _assessments(round_: Round) -> list[Left]:
    missing = missing_assessments(round_)
    text = ngettext("%(count)d assessment is missing.", "%(count)d assessments are missing.", missing)
    return [Left(text % {"count": missing})] if missing else []


def _letters(round_: Round) -> list[Left]:
    held = OutboxMessage.objects.filter(application__round=round_, status=OutboxMessage.Status.HELD).count()
    text = ngettext("%(count)d letter waits to be released.", "%(count)d letters wait to be released.", held)
    return [Left(text % {"count": held})] if held else []
