"""Fixing what the board decides: quorum, jäv, paragraphs and the pot."""

import pytest

from stipend_portal.models import AgendaItem, Decision, Meeting, OutboxMessage, Round
from stipend_portal.models.decision import Outcome
from stipend_portal.phases import Phase
from stipend_portal.services.errors import NotAllowed, PotExceeded, WrongPhase, WrongState
from stipend_portal.services.meeting_decision import decide_as_proposed
from stipend_portal.services.meeting_errors import MeetingClosed, NoQuorum, ParagraphTaken
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import Role, State
from tests.factories.meetings import attend, close, fix, item_at, make_meeting_of
from tests.factories.portal import make_applicant, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(db: None) -> Round:
    """The round whose cases the board decides."""
    return make_round()


@pytest.fixture
def meeting(round_: Round) -> Meeting:
    """A meeting today with three of five members."""
    return make_meeting_of(round_)


def member_with_jav(meeting: Meeting, item: AgendaItem, **attendance: str) -> int:
    """A board member who has said that she has jäv in the case, at the meeting; the key of her line."""
    person = make_staff(Role.COMMITTEE_MEMBER, rounds=[item.application.round])
    item.application.conflicts.create(user=person, has_conflict=True)
    return attend(meeting, person, **attendance).pk


@pytest.mark.sqlite
def test_decision_item_pot_and_letter_are_written_together(meeting: Meeting) -> None:
    item = fix(item_at(meeting), "§ 12", reservations="Bo Exempel ville avslå.")
    decision = Decision.objects.get()
    assert (item.decision, item.paragraph, item.reservations) == (
        decision,
        "§ 12",
        "Bo Exempel ville avslå.",
    )
    assert (decision.basis, decision.basis_reference, decision.decided_on) == ("board", "§ 12", meeting.on)
    item.application.refresh_from_db()
    assert (item.application.state, item.application.current_decision) == (State.DECIDED, decision)
    assert Round.objects.get().granted == 4_000
    assert OutboxMessage.objects.get(kind="decision_letter").status == "held"


def test_whoever_has_said_that_she_has_jav_has_left(meeting: Meeting) -> None:
    item = item_at(meeting)
    gone = member_with_jav(meeting, item)
    fix(item)
    assert [row.pk for row in item.recused.all()] == [gone]


def test_someone_without_an_account_is_noted_as_having_left(round_: Round) -> None:
    meeting = make_meeting_of(round_, present=4)
    leaver = meeting.attendance.last()
    item = fix(item_at(meeting), left=[leaver.pk])
    assert list(item.recused.all()) == [leaver]


def test_an_applicant_who_sits_on_the_board_has_left(meeting: Meeting) -> None:
    person = make_applicant()
    row = attend(meeting, person)
    item = fix(item_at(meeting, applicant=person))
    assert list(item.recused.all()) == [row]


def test_too_few_after_recusals_decide_nothing(meeting: Meeting) -> None:
    item = item_at(meeting)
    leaver = meeting.attendance.last()
    before = portal_snapshot()
    with pytest.raises(NoQuorum) as refused:
        fix(item, left=[leaver.pk])
    assert (refused.value.quorum.taking_part, refused.value.quorum.needed) == (2, 3)
    assert portal_snapshot() == before


def test_a_deputy_who_is_there_steps_in_for_whoever_left(meeting: Meeting) -> None:
    attend(meeting, name="Dag Exempel", capacity="deputy")
    item = fix(item_at(meeting), left=[meeting.attendance.first().pk])
    assert item.decision


@pytest.mark.parametrize("fields", [{"capacity": "other"}, {"present": False}, {"capacity": "deputy"}])
def test_officials_the_absent_and_deputies_do_not_count(round_: Round, fields: dict[str, object]) -> None:
    meeting = make_meeting_of(round_, present=2)
    attend(meeting, name="Någon Exempel", **fields)
    with pytest.raises(NoQuorum):
        fix(item_at(meeting))


def test_a_paragraph_is_used_once_in_a_meeting(meeting: Meeting) -> None:
    fix(item_at(meeting), "§ 12")
    other = item_at(meeting)
    with pytest.raises(ParagraphTaken):
        fix(other, "§ 12")
    fix(other, "§ 13")
    assert Decision.objects.count() == 2


def test_another_meeting_may_use_the_same_paragraph(round_: Round, meeting: Meeting) -> None:
    fix(item_at(meeting), "§ 12")
    other = make_meeting_of(round_, secretary=meeting.created_by)
    assert fix(item_at(other), "§ 12").decision


def test_the_meeting_cannot_grant_more_than_the_pot_holds(meeting: Meeting) -> None:
    item = item_at(meeting)
    Round.objects.update(granted=47_000)
    before = portal_snapshot()
    with pytest.raises(PotExceeded):
        fix(item)
    assert portal_snapshot() == before


def test_a_withdrawn_case_is_not_decided(meeting: Meeting) -> None:
    item = item_at(meeting)
    withdraw(application=item.application, actor=item.application.applicant)
    with pytest.raises(WrongState):
        fix(item)


def test_an_item_is_decided_once(meeting: Meeting) -> None:
    item = fix(item_at(meeting))
    with pytest.raises(WrongState):
        fix(item, "§ 13")


def test_nothing_is_decided_outside_the_phase_of_meetings(meeting: Meeting) -> None:
    item = item_at(meeting)
    Round.objects.update(phase=Phase.RANKING)
    with pytest.raises(WrongPhase):
        fix(item)


def test_nothing_is_decided_at_a_closed_meeting(meeting: Meeting) -> None:
    item = item_at(meeting)
    Meeting.objects.update(closed_at=meeting.created_at)
    with pytest.raises(MeetingClosed):
        fix(item)


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.AUDITOR])
def test_only_the_secretary_fixes_decisions(round_: Round, meeting: Meeting, role: Role) -> None:
    item = item_at(meeting)
    with pytest.raises(NotAllowed):
        fix(item, actor=make_staff(role, rounds=[round_]))


def test_a_secretary_with_jav_fixes_nothing_in_that_case(meeting: Meeting) -> None:
    item = item_at(meeting)
    item.application.conflicts.create(user=meeting.created_by, has_conflict=True)
    with pytest.raises(NotAllowed):
        fix(item)


def test_a_secretary_of_another_round_of_the_body_fixes_nothing_in_this_one(meeting: Meeting) -> None:
    item = item_at(meeting)
    other = make_staff(Role.BOARD_SECRETARY, rounds=[make_round()])
    with pytest.raises(NotAllowed):
        fix(item, actor=other)


def test_several_are_fixed_each_as_its_own_proposal(round_: Round, meeting: Meeting) -> None:
    granted = item_at(meeting)
    refused = item_at(
        meeting, round=round_, proposed=Outcome.REFUSED, amount=0, reason="Pengarna räcker inte."
    )
    decide_as_proposed(
        meeting=meeting, actor=meeting.created_by, chosen=[(granted, "§ 12"), (refused, "§ 13")]
    )
    fields = ("paragraph", "decision__outcome", "decision__amount", "decision__reason")
    assert list(meeting.items.values_list(*fields)) == [
        ("§ 12", "granted", 4_000, "Resan följer reglerna för stipendiet."),
        ("§ 13", "refused", 0, "Pengarna räcker inte."),
    ]


def test_several_over_the_pot_are_none(meeting: Meeting) -> None:
    items = [item_at(meeting) for _number in range(3)]
    Round.objects.update(granted=42_000)
    before = portal_snapshot()
    with pytest.raises(PotExceeded):
        decide_as_proposed(
            meeting=meeting,
            actor=meeting.created_by,
            chosen=[(item, f"§ {number}") for number, item in enumerate(items, 1)],
        )
    assert portal_snapshot() == before


def test_several_of_which_one_lacks_quorum_are_none(meeting: Meeting) -> None:
    first, second = item_at(meeting), item_at(meeting)
    member = meeting.attendance.first()
    second.recused.add(member)
    before = portal_snapshot()
    with pytest.raises(NoQuorum):
        decide_as_proposed(
            meeting=meeting, actor=meeting.created_by, chosen=[(first, "§ 1"), (second, "§ 2")]
        )
    assert portal_snapshot() == before


def test_a_proposal_changed_since_it_was_read_is_not_decided(meeting: Meeting) -> None:
    item = item_at(meeting)
    AgendaItem.objects.update(proposed_reason="Något annat.")
    with pytest.raises(WrongState):
        decide_as_proposed(meeting=meeting, actor=meeting.created_by, chosen=[(item, "§ 1")])


@pytest.mark.parametrize(
    "changes", [{"proposed": "", "amount": 0}, {"reason": ""}], ids=["no proposal", "no reason"]
)
def test_a_case_without_a_whole_proposal_is_not_decided_as_proposed(
    meeting: Meeting, changes: dict[str, object]
) -> None:
    item = item_at(meeting, **changes)
    with pytest.raises(WrongState):
        decide_as_proposed(meeting=meeting, actor=meeting.created_by, chosen=[(item, "§ 1")])


def test_a_meeting_may_grant_none(meeting: Meeting) -> None:
    items = [item_at(meeting, proposed=Outcome.REFUSED, amount=0) for _number in range(2)]
    for number, item in enumerate(items, 1):
        fix(item, f"§ {number}", outcome=Outcome.REFUSED, amount=0)
    close(meeting)
    assert Round.objects.get().granted == 0
