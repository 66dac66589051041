"""Building the agenda: which cases, in which order, with which proposal."""

from decimal import Decimal

import pytest
from django.utils import timezone

from stipend_portal.models import AgendaItem, AllocationPlan, Application, Meeting, PlanLine, Round
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.phases import Phase
from stipend_portal.services.agenda import propose, put_off, put_on_agenda, reorder, take_off_agenda
from stipend_portal.services.decision import record_decision
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.services.meeting_errors import OnAgenda
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import Role, State
from tests.factories.meetings import attend, fix, item_at, make_meeting_of, put_on
from tests.factories.portal import decide, make_application, make_round, make_staff
from tests.factories.ranking import plan_with_jav

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    """The round whose cases the board decides."""
    return make_round()


@pytest.fixture
def meeting(round_: Round) -> Meeting:
    """A meeting today."""
    return make_meeting_of(round_)


def prepared(round_: Round, count: int = 1) -> list[Application]:
    """Cases that are ready to be decided."""
    return [make_application(round=round_, state=State.PREPARED) for _number in range(count)]


def adopt(round_: Round, *amounts: tuple[Application, int], cut: int) -> None:
    """An adopted plan with these cases in order, so many of them above the line."""
    officer = make_staff(Role.CASE_OFFICER)
    plan = AllocationPlan.objects.create(
        round=round_, name="Förslag", cut=cut, created_by=officer, adopted_at=timezone.now()
    )
    for position, (application, amount) in enumerate(amounts, start=1):
        PlanLine.objects.create(plan=plan, application=application, position=position, amount=amount)


def order(meeting: Meeting) -> list[tuple[int, str]]:
    """Numbers and references of the agenda."""
    return list(meeting.items.order_by("number").values_list("number", "application__reference"))


def test_cases_are_numbered_in_the_order_of_the_adopted_plan(round_: Round, meeting: Meeting) -> None:
    first, second, third, outside = prepared(round_, 4)
    adopt(round_, (third, 4_000), (first, 4_000), (second, 4_000), cut=2)
    put_on(meeting, first, second, third, outside)
    assert order(meeting) == list(enumerate([each.reference for each in (third, first, second, outside)], 1))


def test_proposals_come_from_the_adopted_plan(round_: Round, meeting: Meeting) -> None:
    whole, part, below, outside = prepared(round_, 4)
    adopt(round_, (whole, 4_000), (part, 2_500), (below, 4_000), cut=2)
    put_on(meeting, whole, part, below, outside, money="Ja.", refused="Nej.")
    fields = ("proposed_outcome", "proposed_amount", "proposed_reason")
    assert list(meeting.items.values_list(*fields)) == [
        ("granted", 4_000, "Ja."),
        ("partly_granted", 2_500, "Ja."),
        ("refused", 0, "Nej."),
        ("", 0, ""),
    ]


def test_whole_kronor_are_all_that_was_applied_for(round_: Round, meeting: Meeting) -> None:
    [case] = prepared(round_)
    Application.objects.update(amount_applied=Decimal("4000.50"))
    adopt(round_, (case, 4_000), cut=1)
    put_on(meeting, case)
    assert meeting.items.get().proposed_outcome == "granted"


def test_a_case_whose_assessor_has_jav_after_the_plan_comes_without_its_proposal() -> None:
    round_, jav, other = plan_with_jav()
    put_on(make_meeting_of(round_), jav, other)
    found = AgendaItem.objects.order_by("number").values_list(
        "application", "proposed_outcome", "proposed_amount"
    )
    assert list(found) == [(jav.pk, "", 0), (other.pk, Outcome.GRANTED, 4_000)]


def test_a_plan_that_is_not_adopted_proposes_nothing(round_: Round, meeting: Meeting) -> None:
    [case] = prepared(round_)
    adopt(round_, (case, 4_000), cut=1)
    AllocationPlan.objects.update(adopted_at=None)
    put_on(meeting, case)
    assert meeting.items.get().proposed_outcome == ""


def test_putting_on_and_taking_off_are_events_of_the_case(round_: Round, meeting: Meeting) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    [case] = prepared(round_)
    [item] = put_on(meeting, case, actor=officer)
    take_off_agenda(item=item, actor=officer)
    events = case.events.order_by("-pk")[:2]
    assert [(event.kind, event.actor, event.data["number"]) for event in events] == [
        ("off_agenda", officer, 1),
        ("on_agenda", officer, 1),
    ]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_REVIEW, State.WITHDRAWN, State.DECIDED])
def test_only_prepared_cases_come_on_an_agenda(round_: Round, meeting: Meeting, state: State) -> None:
    with pytest.raises(WrongState):
        put_on(meeting, make_application(round=round_, state=state))


def test_a_case_waits_on_one_agenda(round_: Round, meeting: Meeting) -> None:
    item = item_at(meeting)
    with pytest.raises(WrongState):
        put_on(make_meeting_of(round_, secretary=meeting.created_by), item.application)


def test_all_cases_come_on_the_agenda_or_none(round_: Round, meeting: Meeting) -> None:
    good, bad = prepared(round_)[0], make_application(round=round_)
    with pytest.raises(WrongState):
        put_on(meeting, good, bad)
    assert not AgendaItem.objects.exists()
    assert not good.events.filter(kind="on_agenda").exists()


@pytest.mark.parametrize("phase", [Phase.COMPLETENESS, Phase.RANKING, Phase.CLOSED])
def test_cases_come_on_an_agenda_in_the_phase_of_meetings(
    round_: Round, meeting: Meeting, phase: Phase
) -> None:
    [case] = prepared(round_)
    Round.objects.update(phase=phase)
    with pytest.raises(WrongPhase):
        put_on(meeting, case)


def test_another_bodys_case_is_not_put_on(round_: Round, meeting: Meeting) -> None:
    elsewhere = make_round(deciding_body="Kommunstyrelsen")
    both = make_staff(Role.BOARD_SECRETARY, rounds=[round_, elsewhere])
    with pytest.raises(NotAllowed):
        put_on(meeting, *prepared(elsewhere), actor=both)


def test_an_officer_with_jav_puts_no_such_case_on(round_: Round, meeting: Meeting) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    [case] = prepared(round_)
    case.conflicts.filter(user=officer).update(has_conflict=True)
    with pytest.raises(NotAllowed):
        put_on(meeting, case, actor=officer)


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.AUDITOR])
def test_readers_build_no_agenda(round_: Round, meeting: Meeting, role: Role) -> None:
    with pytest.raises(NotAllowed):
        put_on(meeting, *prepared(round_), actor=make_staff(role, rounds=[round_]))


def test_a_case_from_each_of_two_rounds_stands_on_one_agenda(round_: Round, meeting: Meeting) -> None:
    other = make_round()
    both = make_staff(Role.BOARD_SECRETARY, rounds=[round_, other])
    put_on_agenda(
        meeting=meeting, actor=both, applications=[case.pk for case in (*prepared(round_), *prepared(other))]
    )
    assert meeting.items.count() == 2


def test_those_after_a_case_that_is_taken_off_move_up(meeting: Meeting) -> None:
    first, second, third = (item_at(meeting) for _number in range(3))
    take_off_agenda(item=second, actor=meeting.created_by)
    assert order(meeting) == [(1, first.application.reference), (2, third.application.reference)]


def test_the_order_is_changed_by_places(meeting: Meeting) -> None:
    first, second, third = (item_at(meeting) for _number in range(3))
    reorder(meeting=meeting, actor=meeting.created_by, places={third.pk: 1, first.pk: 9})
    assert [reference for _number, reference in order(meeting)] == [
        item.application.reference for item in (third, second, first)
    ]
    assert [number for number, _reference in order(meeting)] == [1, 2, 3]


def test_a_case_that_is_put_off_is_free_for_another_meeting(round_: Round, meeting: Meeting) -> None:
    item = item_at(meeting)
    put_off(item=item, actor=meeting.created_by, reason="För få var där.")
    event = item.application.events.latest("pk")
    assert (event.kind, event.data["put_off"], event.data["reason"]) == (
        "off_agenda",
        True,
        "För få var där.",
    )
    other = make_meeting_of(round_, secretary=meeting.created_by)
    put_on(other, item.application)
    assert (meeting.items.count(), other.items.count()) == (1, 1)


def test_a_case_that_was_put_off_comes_back_to_its_place_at_the_same_meeting(meeting: Meeting) -> None:
    item = item_at(meeting)
    put_off(item=item, actor=meeting.created_by)
    put_on(meeting, item.application)
    again = meeting.items.get()
    assert (again.pk, again.put_off, again.proposed_amount) == (item.pk, False, 4_000)


def test_who_left_is_kept_when_a_case_is_put_off(round_: Round, meeting: Meeting) -> None:
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])
    row = attend(meeting, member)
    item = item_at(meeting)
    item.application.conflicts.create(user=member, has_conflict=True)
    put_off(item=item, actor=meeting.created_by)
    assert list(item.recused.all()) == [row]


def test_putting_off_is_the_secretarys(round_: Round, meeting: Meeting) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    with pytest.raises(NotAllowed):
        put_off(item=item_at(meeting), actor=officer)


def test_an_officer_changes_a_proposal(round_: Round, meeting: Meeting) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    item = item_at(meeting)
    propose(item=item, actor=officer, outcome=Outcome.REFUSED, amount=0, reason="Nej.")
    item.refresh_from_db()
    assert (item.proposed_outcome, item.proposed_amount, item.proposed_reason) == ("refused", 0, "Nej.")


def test_a_decided_case_keeps_its_proposal_and_its_place(meeting: Meeting) -> None:
    item = fix(item_at(meeting))
    with pytest.raises(WrongState):
        propose(item=item, actor=meeting.created_by, outcome=Outcome.REFUSED, amount=0, reason="Nej.")
    for act in (take_off_agenda, put_off):
        with pytest.raises(WrongState):
            act(item=item, actor=meeting.created_by)


def test_a_case_that_is_withdrawn_while_it_waits_is_only_taken_off(meeting: Meeting) -> None:
    item = item_at(meeting)
    withdraw(application=item.application, actor=item.application.applicant)
    with pytest.raises(WrongState):
        propose(item=item, actor=meeting.created_by, outcome=Outcome.REFUSED, amount=0, reason="Nej.")
    with pytest.raises(WrongState):
        put_off(item=item, actor=meeting.created_by)
    take_off_agenda(item=item, actor=meeting.created_by)
    assert not AgendaItem.objects.exists()


def test_the_board_decides_a_case_on_an_agenda_at_the_meeting_only(meeting: Meeting) -> None:
    item = item_at(meeting)
    with pytest.raises(OnAgenda):
        record_decision(
            application=item.application,
            actor=meeting.created_by,
            outcome=Outcome.GRANTED,
            amount=4_000,
            reason="Skäl.",
            basis=Basis.BOARD,
            basis_reference="§ 12",
            decided_on=meeting.on,
        )
    item.application.refresh_from_db()
    assert item.application.current_decision is None


def test_a_delegated_decision_takes_the_case_off_the_agenda(round_: Round, meeting: Meeting) -> None:
    item = item_at(meeting)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    decide(item.application, actor=officer, basis="delegation", basis_reference="B 3.1")
    assert not AgendaItem.objects.exists()
    kinds = item.application.events.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["off_agenda", "decision_recorded"]
