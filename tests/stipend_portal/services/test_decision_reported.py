"""Telling the board of delegated decisions."""

import pytest

from stipend_portal.meetings import meeting_roles, unreported
from stipend_portal.models import Decision, Meeting, ReportedDecision, Round
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.meeting_errors import MeetingClosed
from stipend_portal.services.reporting import report_decisions
from stipend_portal.states import Role, State
from tests.factories.meetings import close, make_meeting_of
from tests.factories.portal import decide, make_application, make_round, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    """A meeting today."""
    return make_meeting_of(make_round())


def delegated(round_: Round) -> Decision:
    """A decision on delegation."""
    case = make_application(round=round_, state=State.PREPARED)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    return decide(case, actor=officer, basis="delegation", basis_reference="B 3.1").current_decision


def test_what_the_board_has_not_been_told_of_is_listed_until_it_is_reported(meeting: Meeting) -> None:
    round_, secretary = Round.objects.get(), meeting.created_by
    decision = delegated(round_)
    decide(make_application(round=round_, state=State.PREPARED), actor=secretary)
    assert list(unreported(secretary, meeting_roles(secretary))) == [decision]
    report_decisions(meeting=meeting, actor=secretary, decisions=[decision.pk])
    assert list(unreported(secretary, meeting_roles(secretary))) == []
    event = decision.application.events.latest("pk")
    assert (event.kind, event.data["point"], event.data["meeting"]) == ("reported", "B 3.1", meeting.pk)


def test_a_decision_is_reported_once(meeting: Meeting) -> None:
    decision = delegated(Round.objects.get())
    report_decisions(meeting=meeting, actor=meeting.created_by, decisions=[decision.pk])
    with pytest.raises(WrongState):
        report_decisions(meeting=meeting, actor=meeting.created_by, decisions=[decision.pk])
    assert ReportedDecision.objects.count() == 1


def test_the_boards_own_decision_is_not_reported_to_it(meeting: Meeting) -> None:
    case = decide(make_application(round=Round.objects.get(), state=State.PREPARED), actor=meeting.created_by)
    with pytest.raises(NotAllowed):
        report_decisions(meeting=meeting, actor=meeting.created_by, decisions=[case.current_decision_id])


def test_another_bodys_decision_is_not_reported(meeting: Meeting) -> None:
    here, elsewhere = Round.objects.get(), make_round(deciding_body="Kommunstyrelsen")
    decision = delegated(elsewhere)
    both = make_staff(Role.BOARD_SECRETARY, rounds=[here, elsewhere])
    with pytest.raises(NotAllowed):
        report_decisions(meeting=meeting, actor=both, decisions=[decision.pk])


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.AUDITOR])
def test_only_the_secretary_reports(meeting: Meeting, role: Role) -> None:
    round_ = Round.objects.get()
    decision = delegated(round_)
    with pytest.raises(NotAllowed):
        report_decisions(meeting=meeting, actor=make_staff(role, rounds=[round_]), decisions=[decision.pk])


def test_nothing_is_reported_at_a_closed_meeting(meeting: Meeting) -> None:
    decision = delegated(Round.objects.get())
    close(meeting)
    with pytest.raises(MeetingClosed):
        report_decisions(meeting=meeting, actor=meeting.created_by, decisions=[decision.pk])
