"""The table of states, and the page in docs/ that is made from it."""

import pytest
from django.contrib.auth.models import Group

from amal_intl_site.settings.paths import BASE_DIR
from stipend_portal import states
from stipend_portal.states import FINAL, STAFF_ROLES, TRANSITIONS, UNDECIDED, WITH_DECISION, Role, State

DOCUMENT = BASE_DIR / "docs" / "states.md"


def test_the_diagram_in_the_docs_is_the_table() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    [diagram] = [part.split("```")[0].strip() for part in document.split("```mermaid\n")[1:]]
    assert diagram == states.diagram(), "copy states.diagram() into docs/states.md"


@pytest.mark.parametrize("state", State)
def test_every_state_is_explained_in_the_docs(state: State) -> None:
    assert f"| `{state}` |" in DOCUMENT.read_text(encoding="utf-8")


def test_a_state_is_before_the_decision_or_after_it_or_withdrawn() -> None:
    assert sorted([*UNDECIDED, *WITH_DECISION, State.WITHDRAWN]) == sorted(State)


def test_a_final_state_is_one_that_nobody_can_leave() -> None:
    assert set(State) - {source for source, _target in TRANSITIONS} == FINAL


def test_every_state_can_be_reached_from_the_first() -> None:
    reached, edge = set(), {State.SUBMITTED}
    while edge:
        reached |= edge
        edge = {target for source, target in TRANSITIONS if source in edge} - reached
    assert reached == set(State)


def test_no_move_leads_back_to_where_it_began() -> None:
    assert [source for source, target in TRANSITIONS if source == target] == []


@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_the_applicant_can_withdraw_until_it_is_decided_or_tell_an_officer_to(state: State) -> None:
    assert states.roles_for(state, State.WITHDRAWN) == {Role.APPLICANT, Role.CASE_OFFICER}


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
def test_nobody_can_withdraw_after_the_decision(state: State) -> None:
    assert states.roles_for(state, State.WITHDRAWN) == frozenset()


def test_only_those_who_may_record_a_decision_can_decide() -> None:
    deciding = {
        role for (_s, target), roles in TRANSITIONS.items() if target == State.DECIDED for role in roles
    }
    assert deciding == {Role.CASE_OFFICER, Role.BOARD_SECRETARY}


def test_the_system_and_those_who_only_read_move_nothing() -> None:
    moving = {role for roles in TRANSITIONS.values() for role in roles}
    assert moving == {Role.APPLICANT, Role.CASE_OFFICER, Role.BOARD_SECRETARY}


@pytest.mark.parametrize("source", State)
@pytest.mark.parametrize("role", Role)
def test_the_targets_of_a_role_are_those_of_the_table(source: State, role: Role) -> None:
    expected = [target for target in State if role in TRANSITIONS.get((source, target), ())]
    assert sorted(states.targets_for(source, frozenset({role}))) == sorted(expected)


@pytest.mark.django_db
def test_every_staff_role_has_a_group_of_the_same_name() -> None:
    assert set(Group.objects.values_list("name", flat=True)) >= {role.value for role in STAFF_ROLES}
