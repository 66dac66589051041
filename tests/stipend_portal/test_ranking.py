"""The standings of a round: what counts, in which order, and for whom."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import User
from stipend_portal.amount_rules import most_for_each
from stipend_portal.models import Application, Assignment, ConflictOfInterest, GroupAmount, Round
from stipend_portal.phases import Phase
from stipend_portal.ranking import changes_since, in_proposals, rankable, standings
from stipend_portal.scoring import Standing
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import (
    ProgrammeFactory,
    make_application,
    make_group_application,
    make_round,
    make_staff,
)
from tests.factories.ranking import (
    assess,
    make_assessor,
    make_criterion,
    make_proposal,
    make_ranked,
    write_line,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """A round that is being ranked."""
    return make_round(phase=Phase.RANKING)


@pytest.fixture
def officer(round_: Round) -> User:
    """Its case officer."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


def some(round_: Round, number: int) -> list[Application]:
    """Applications of the round, in the order of their references."""
    made = [make_application(round=round_) for _number in range(number)]
    return sorted(made, key=lambda case: case.reference)


def references(round_: Round, user: User) -> list[str]:
    """The standings as references."""
    return [each.case.reference for each in standings(round_, user)]


def test_the_highest_mean_comes_first_and_those_not_assessed_last(round_: Round, officer: User) -> None:
    nothing, low, high, also_nothing = some(round_, 4)
    make_ranked([low, high], 2, 5)
    expected = [high, low, nothing, also_nothing]
    assert references(round_, officer) == [case.reference for case in expected]


def test_a_standing_is_the_weighted_mean_of_the_assessments(round_: Round, officer: User) -> None:
    [case] = some(round_, 1)
    make_criterion(round_, weight=2, highest=5)
    make_criterion(round_, weight=1, highest=10)
    assess(case, 4, 5)
    assess(case, 5, None)
    assess(case, None, None)
    [ranked] = standings(round_, officer)
    assert ranked.standing == Standing(mean=Decimal("85.00"), assessments=2, spread=Decimal("30.00"))


def test_an_assessment_that_is_not_handed_in_does_not_count(round_: Round, officer: User) -> None:
    [case] = some(round_, 1)
    assess(case, 5, handed_in=False)
    [ranked] = standings(round_, officer)
    assert (ranked.standing.assessments, ranked.missing) == (0, 1)


def test_an_assessment_of_someone_who_has_jav_does_not_count(round_: Round, officer: User) -> None:
    [case] = some(round_, 1)
    assess(case, 2)
    near = assess(case, 5).assessor
    ConflictOfInterest.objects.filter(user=near).update(has_conflict=True)
    [ranked] = standings(round_, officer)
    assert ranked.standing == Standing(mean=Decimal("40.00"), assessments=1, spread=Decimal("0.00"))
    assert ranked.missing == 0


def test_equal_means_are_told(round_: Round, officer: User) -> None:
    first, second, third, _unassessed, _also = cases = some(round_, 5)
    make_ranked(cases[:3], 4, 4, 3)
    found = {each.case: each.tied for each in standings(round_, officer)}
    assert [found[case] for case in cases] == [True, True, False, False, False]
    assert references(round_, officer)[:3] == [first.reference, second.reference, third.reference]


def test_every_board_member_without_jav_is_waited_for(round_: Round, officer: User) -> None:
    [case] = some(round_, 1)
    make_assessor(round_)
    near = make_assessor(round_)
    ConflictOfInterest.objects.filter(user=near).update(has_conflict=True)
    make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
    assess(case, 3)
    assert [each.missing for each in standings(round_, officer)] == [2]


def test_those_assigned_are_waited_for_once_cases_have_been_shared_out(round_: Round, officer: User) -> None:
    shared, other = some(round_, 2)
    first, _second = make_assessor(round_), make_assessor(round_)
    Assignment.objects.create(application=shared, user=first, kind=Assignment.Kind.ASSESSOR)
    found = {each.case: each.missing for each in standings(round_, officer)}
    assert found == {shared: 1, other: 0}


@pytest.mark.parametrize("state", list(State))
def test_only_undecided_cases_are_ranked(round_: Round, officer: User, state: State) -> None:
    Round.objects.filter(pk=round_.pk).update(phase=Phase.MEETING)
    make_application(round=round_, state=state)
    gone = {State.DECIDED, State.CLOSED, State.WITHDRAWN}
    assert len(standings(round_, officer)) == (0 if state in gone else 1)


def test_cases_of_other_rounds_are_not_ranked(round_: Round, officer: User) -> None:
    make_application()
    assert standings(round_, officer) == []


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_those_who_handle_the_cases_read_the_standings(round_: Round, role: Role) -> None:
    person = make_staff(role, rounds=[round_])
    [case] = some(round_, 1)
    ConflictOfInterest.objects.filter(user=person).delete()
    ConflictOfInterest.objects.create(application=case, user=person, has_conflict=False)
    reads = role in {Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR}
    assert list(rankable(round_, person)) == ([case] if reads else [])


def test_what_a_person_does_not_see_is_not_in_her_standings(round_: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    seen, near, unanswered, protected = some(round_, 4)
    make_application(round=round_, applicant=officer)
    ConflictOfInterest.objects.filter(user=officer, application=near).update(has_conflict=True)
    ConflictOfInterest.objects.filter(user=officer, application=unanswered).delete()
    Application.objects.filter(pk=protected.pk).update(protected=True)
    assert references(round_, officer) == [seen.reference]


def test_someone_without_a_role_ranks_nothing_not_even_her_own(round_: Round) -> None:
    case = make_application(round=round_)
    assert standings(round_, case.applicant) == []


def queries_for(round_: Round, officer: User) -> int:
    """How many queries the standings take."""
    with CaptureQueriesContext(connection) as captured:
        standings(round_, officer)
    return len(captured)


def test_the_standings_take_as_many_queries_for_thirty_cases_as_for_three(
    round_: Round, officer: User
) -> None:
    cases = some(round_, 3)
    make_ranked(cases, 1, 2, 3)
    few = queries_for(round_, officer)
    more = some(round_, 27)
    make_ranked(more, *[1, 2, 3] * 9)
    assert len(standings(round_, officer)) == 30
    assert queries_for(round_, officer) == few == 6


def test_nothing_has_changed_in_a_new_proposal(round_: Round, officer: User) -> None:
    make_ranked(some(round_, 3), 1, 2, 3)
    plan = make_proposal(round_, officer)
    assert changes_since(round_, list(plan.lines.all()), standings(round_, officer)).cases == 0


def test_what_has_changed_since_a_proposal_was_saved_is_counted(round_: Round, officer: User) -> None:
    _kept, judged, lowered, withdrawn = cases = some(round_, 4)
    make_ranked(cases, 4, 3, 2, 1)
    plan = make_proposal(round_, officer)
    some(round_, 1)
    assess(judged, 5)
    write_line(plan, lowered, amount=4_001)
    Application.objects.filter(pk=withdrawn.pk).update(state=State.WITHDRAWN)
    changes = changes_since(round_, list(plan.lines.all()), standings(round_, officer))
    assert (changes.gone, changes.new, changes.differing, changes.cases) == (1, 1, 2, 4)


def test_no_more_than_was_applied_for_is_proposed_and_no_more_than_the_ceiling() -> None:
    round_ = make_round(ceiling=5_000)
    GroupAmount.objects.create(programme=round_.programme, people=3, amount=1_000)
    little = make_application(round=round_, amount="3999.90")
    much = make_application(round=round_)
    Application.objects.filter(pk=much.pk).update(amount_applied=9_000)
    group = make_group_application(people=3, round=round_)
    cases = list(round_.applications.all())
    assert most_for_each(round_, cases) == {little.pk: 3_999, much.pk: 5_000, group.pk: 3_000}


def test_where_a_share_of_the_cost_is_paid_that_is_the_most() -> None:
    round_ = make_round(programme=ProgrammeFactory(amount_rule="share", share_percent=60))
    case = make_application(round=round_, amount="3000")
    assert most_for_each(round_, [case]) == {case.pk: 2_400}


def test_what_came_late_is_ranked_and_told_as_late_until_it_is_accepted(round_: Round, officer: User) -> None:
    [case] = some(round_, 1)
    Application.objects.update(received_late=True)
    assert [(each.case, each.late) for each in standings(round_, officer)] == [(case, True)]
    assert in_proposals(standings(round_, officer)) == []
    Application.objects.update(late_accepted=True)
    assert [each.case for each in in_proposals(standings(round_, officer))] == [case]


def test_an_amount_that_the_rules_no_longer_allow_is_a_change(round_: Round, officer: User) -> None:
    make_ranked(some(round_, 2), 1, 2)
    plan = make_proposal(round_, officer)
    Round.objects.update(ceiling=3_000)
    round_.refresh_from_db()
    assert changes_since(round_, list(plan.lines.all()), standings(round_, officer)).differing == 2
