"""A round is moved on while somebody does what belongs to its former phase: one of them comes first, wholly."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from home.models import User
from stipend_portal.models import Application, Decision, Round
from stipend_portal.phases import Phase, Work
from stipend_portal.services.assessment import save_assessment
from stipend_portal.services.phase import change_phase
from stipend_portal.services.transition import hold_phase, move
from stipend_portal.states import Role, State
from tests.concurrency.conftest import Together
from tests.concurrency.test_cases import kinds
from tests.factories import paper
from tests.factories.portal import clear_of_conflict, decide, make_application, make_round, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


def somebody_waits(timeout: float = 20) -> bool:
    """Whether some connection comes to wait for a lock that another one holds."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
    return False


def moving(round_: Round, officer: User, source: Phase, to: Phase) -> Callable[[], None]:
    """Move the round as an officer does, with the page as it was."""
    read = Round.objects.get(pk=round_.pk)
    reason = "Ett skäl." if list(Phase).index(to) < list(Phase).index(source) else ""
    return lambda: change_phase(round=read, source=source, to=to, actor=officer, reason=reason)


def while_the_round_moves(
    together: Together, round_: Round, officer: User, to: Phase, act: Callable[[], Any]
) -> Any:
    """What becomes of an act that begins when the round has been moved and that is not saved yet."""
    moved, move_on = threading.Event(), moving(round_, officer, Phase(round_.phase), to)

    def moves() -> bool:
        with transaction.atomic():
            move_on()
            moved.set()
            return somebody_waits()

    def acts() -> Any:
        moved.wait(30)
        return act()

    waited, result = together([moves, acts])
    assert waited is True
    return result


def test_the_phase_that_was_asked_for_stays_until_the_work_is_saved(together: Together) -> None:
    round_ = make_round(phase=Phase.MEETING)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    held, phases = threading.Event(), []

    def works() -> None:
        with transaction.atomic():
            hold_phase(round_, Work.DECIDE_IN_MEETING)
            held.set()
            assert somebody_waits()
            phases.append(Round.objects.get().phase)

    move_on = moving(round_, officer, Phase.MEETING, Phase.RANKING)

    def moves() -> None:
        held.wait(30)
        move_on()

    assert kinds(together([works, moves])) == {"done": 2}
    assert (phases, Round.objects.get().phase) == ([Phase.MEETING], Phase.RANKING)


def test_no_decision_lands_after_the_meeting_has_been_put_back(together: Together) -> None:
    round_ = make_round(phase=Phase.MEETING)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    case = make_application(round=round_, state=State.PREPARED)
    result = while_the_round_moves(
        together, round_, officer, Phase.RANKING, lambda: decide(case, actor=secretary)
    )
    assert kinds([result]) == {"WrongPhase": 1}
    assert (Decision.objects.count(), Round.objects.get().granted) == (0, 0)


def test_no_assessment_lands_after_ranking_has_begun(together: Together) -> None:
    round_ = make_round(phase=Phase.ASSESSMENT)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
    case = make_application(round=round_, state=State.IN_REVIEW)
    clear_of_conflict([member], [case])

    def save() -> None:
        save_assessment(
            application=case,
            actor=member,
            version=case.versions.get(),
            scores={},
            comment="Bra.",
            recommendation="",
            expected_revision=0,
        )

    result = while_the_round_moves(together, round_, officer, Phase.RANKING, save)
    assert kinds([result]) == {"WrongPhase": 1}
    assert case.assessments.count() == 0


def test_no_paper_is_entered_in_a_round_that_has_been_closed(together: Together) -> None:
    round_ = make_round(phase=Phase.MEETING)
    officer, other = (make_staff(Role.CASE_OFFICER, rounds=[round_]) for _number in range(2))
    result = while_the_round_moves(
        together, round_, officer, Phase.CLOSED, lambda: paper.enter(round=round_, actor=other)
    )
    assert kinds([result]) == {"WrongPhase": 1}
    assert Application.objects.count() == 0


@pytest.mark.parametrize("attempt", range(3))
def test_a_round_that_is_moved_to_and_fro_while_all_work_in_it_stops_nobody(
    together: Together, attempt: int
) -> None:
    round_ = make_round(phase=Phase.MEETING, pot=100_000)
    officers = [make_staff(Role.CASE_OFFICER, rounds=[round_]) for _number in range(4)]
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    sent = [make_application(round=round_) for _number in range(4)]
    prepared = [make_application(round=round_, state=State.PREPARED) for _number in range(4)]

    def takes(case: Application, officer: User) -> Callable[[], None]:
        return lambda: move(application=case, to=State.IN_REVIEW, actor=officer)

    def decides(case: Application) -> Callable[[], None]:
        return lambda: decide(case, actor=secretary)

    results = together(
        [
            *[takes(case, officer) for case, officer in zip(sent, officers, strict=True)],
            *[decides(case) for case in prepared],
            moving(round_, officers[0], Phase.MEETING, Phase.RANKING),
        ]
    )
    assert [type(result).__name__ for result in results[:4]] == ["NoneType"] * 4
    assert set(kinds(results)) <= {"done", "WrongPhase"}
    assert Round.objects.get().granted == sum(decision.amount for decision in Decision.objects.all())
