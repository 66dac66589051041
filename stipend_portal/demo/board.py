"""The board and its officer at work with the demo's cases: jäv answered, a handler, some assessments.

What is left to do is left on purpose, so that whoever signs in finds something waiting.
"""

from typing import Any

from home.models import User
from stipend_portal.models import Application, Round, RoundRole
from stipend_portal.services.assessment import hand_in, save_assessment
from stipend_portal.services.assignment import set_assessors, set_handler
from stipend_portal.services.conflict import declare
from stipend_portal.states import Role


def _people(round_: Round, role: Role) -> dict[str, User]:
    roles = RoundRole.objects.filter(round=round_, role=role).select_related("user").order_by("pk")
    return {each.user.email: each.user for each in roles}


def _assess(application: Application, person: User, judged: dict[str, Any]) -> None:
    """Write an assessment; it is handed in when every criterion has its points."""
    keys = list(application.round.criteria.values_list("pk", flat=True))
    done = len(judged["points"]) == len(keys)
    (hand_in if done else save_assessment)(
        application=application,
        actor=person,
        version=application.latest_version,
        scores=dict(zip(keys, judged["points"], strict=False)),
        comment=judged["comment"],
        recommendation=judged["recommendation"],
        expected_revision=0,
    )


def work_with(application: Application, case: dict[str, Any]) -> None:
    """Do with a case what its part of the content says.

    `officer`: an officer has answered that she has no jäv, and handles it. `assessed`: what each board
    member has written, by her address. `conflict`: who has jäv, and why.
    """
    if not case.get("officer"):
        return
    officer = next(iter(_people(application.round, Role.CASE_OFFICER).values()))
    board = _people(application.round, Role.COMMITTEE_MEMBER)
    declare(application=application, actor=officer, has_conflict=False)
    set_handler(application=application, actor=officer, person=officer)
    for address, ground in case.get("conflict", {}).items():
        declare(application=application, actor=board.pop(address), has_conflict=True, ground=ground)
    set_assessors(application=application, actor=officer, people=list(board.values()))
    for address, judged in case.get("assessed", {}).items():
        declare(application=application, actor=board[address], has_conflict=False)
        _assess(application, board[address], judged)
