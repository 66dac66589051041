"""Moving a round: one step at a time, by its officers, and never closed over someone who waits."""

from itertools import pairwise

import pytest

from stipend_portal.models import Round, RoundEvent
from stipend_portal.phases import Phase
from stipend_portal.services.errors import CasesUndecided, NotAllowed, ReasonMissing, WrongState
from stipend_portal.services.phase import change_phase
from stipend_portal.states import STAFF_ROLES, UNDECIDED, Role, State
from tests.factories.portal import make_applicant, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

STEPS = list(pairwise(Phase))


def stands(round_: Round) -> str:
    """The phase as it is stored."""
    return Round.objects.get(pk=round_.pk).phase


@pytest.mark.parametrize(("source", "to"), STEPS)
def test_a_round_goes_on_one_step_and_it_is_written(source: Phase, to: Phase) -> None:
    round_ = make_round(phase=source)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    change_phase(round=round_, source=source, to=to, actor=officer)
    assert stands(round_) == round_.phase == to
    event = RoundEvent.objects.get()
    assert (event.kind, event.actor, event.reason) == ("phase_changed", officer, "")
    assert event.data == {"from": source, "to": to}


@pytest.mark.parametrize(("to", "source"), STEPS)
def test_a_round_goes_back_one_step_with_a_reason(to: Phase, source: Phase) -> None:
    round_ = make_round(phase=source)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    with pytest.raises(ReasonMissing):
        change_phase(round=round_, source=source, to=to, actor=officer)
    assert (stands(round_), RoundEvent.objects.count()) == (source, 0)
    change_phase(round=round_, source=source, to=to, actor=officer, reason="En bedömning saknas.")
    assert stands(round_) == to
    assert RoundEvent.objects.get().reason == "En bedömning saknas."


def test_no_step_is_left_out() -> None:
    steps = {*STEPS, *((to, source) for source, to in STEPS)}
    for source in Phase:
        round_ = make_round(phase=source)
        officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
        for to in Phase:
            if (source, to) not in steps:
                with pytest.raises(WrongState):
                    change_phase(round=round_, source=source, to=to, actor=officer, reason="Prov.")
        assert stands(round_) == source


def test_a_step_from_a_phase_that_the_round_has_left_is_refused() -> None:
    round_ = make_round(phase=Phase.ASSESSMENT)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    with pytest.raises(WrongState):
        change_phase(round=round_, source=Phase.COMPLETENESS, to=Phase.ASSESSMENT, actor=officer)
    with pytest.raises(WrongState):
        change_phase(
            round=round_, source=Phase.OPEN, to=Phase.COMPLETENESS, actor=officer, reason="Ska inte gå."
        )
    assert stands(round_) == Phase.ASSESSMENT


@pytest.mark.parametrize("who", [*sorted(set(STAFF_ROLES) - {Role.CASE_OFFICER}), "elsewhere", "admin"])
def test_only_the_rounds_own_officers_move_it(who: str) -> None:
    round_ = make_round(phase=Phase.MEETING)
    people = {
        "elsewhere": lambda: make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
        "admin": lambda: make_applicant(is_superuser=True),
    }
    actor = people.get(who, lambda: make_staff(who, rounds=[round_]))()
    with pytest.raises(NotAllowed):
        change_phase(round=round_, source=Phase.MEETING, to=Phase.CLOSED, actor=actor)
    assert stands(round_) == Phase.MEETING


@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_a_round_is_not_closed_over_a_case_that_waits(state: State) -> None:
    round_ = make_round(phase=Phase.MEETING)
    for _number in range(2):
        make_application(round=round_, state=state)
    make_application(round=round_, state=State.DECIDED)
    make_application(round=round_, state=State.WITHDRAWN)
    make_application(state=state)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    before = portal_snapshot()
    with pytest.raises(CasesUndecided) as error:
        change_phase(round=round_, source=Phase.MEETING, to=Phase.CLOSED, actor=officer)
    assert error.value.counts == {state: 2}
    assert portal_snapshot() == before
