"""Rounds that are being assessed, the people who assess, and what they say. Through the services, as for real."""

from collections.abc import Iterable
from typing import Any

from home.models import User
from stipend_portal.models import Application, Assessment, Criterion, Round
from stipend_portal.phases import Phase
from stipend_portal.services.assessment import hand_in, save_assessment
from stipend_portal.states import Role, State
from tests.factories.portal import clear_of_conflict, make_application, make_round, make_staff

CRITERIA = ("Lärande", "Möten")
COMMENT = "Tydlig plan."


def make_criteria(round: Round, names: Iterable[str] = CRITERIA) -> None:
    """Criteria of five points each, with guidance."""
    for number, name in enumerate(names):
        Criterion.objects.create(
            round=round,
            sort_order=number,
            name=name,
            name_en=f"{name} (en)",
            guidance=f"1: lite {name.lower()}.\n5: mycket {name.lower()}.",
        )


def make_assessed_round(criteria: Iterable[str] = CRITERIA, **fields: Any) -> Round:
    """A round in the phase of assessment, with criteria."""
    round_ = make_round(**{"phase": Phase.ASSESSMENT, **fields})
    make_criteria(round_, criteria)
    return round_


def make_assessor(round: Round, *, clear: bool = True, **fields: Any) -> User:
    """A board member of a round, without jäv in the cases that are there unless `clear` is false."""
    person = make_staff(Role.COMMITTEE_MEMBER, rounds=[round], **fields)
    if clear:
        clear_of_conflict([person], round.applications.all())
    return person


def make_case(round: Round, *assessors: User, **fields: Any) -> Application:
    """An application in review, in which the assessors have no jäv."""
    case = make_application(**{"round": round, "state": State.IN_REVIEW, **fields})
    clear_of_conflict(assessors, [case])
    return case


def words(case: Application, actor: User, *points: int | None, **changes: Any) -> dict[str, Any]:
    """What the services of assessing are called with: the points by the order of the criteria."""
    own = case.assessments.filter(assessor=actor).first()
    keys = case.round.criteria.values_list("pk", flat=True)
    return {
        "application": case,
        "actor": actor,
        "version": case.latest_version,
        "scores": dict(zip(keys, points, strict=False)),
        "comment": COMMENT,
        "recommendation": "grant",
        "expected_revision": own.revision if own else 0,
        **changes,
    }


def save(case: Application, actor: User, *points: int | None, **changes: Any) -> Assessment:
    """An assessment that is begun."""
    return save_assessment(**words(case, actor, *points, **changes))


def assess(case: Application, actor: User, *points: int | None, **changes: Any) -> Assessment:
    """An assessment that is handed in: 4 and 3 of 5 unless told otherwise."""
    return hand_in(**words(case, actor, *(points or (4, 3)), **changes))
