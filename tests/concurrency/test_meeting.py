"""Several people at the same meeting, the same case or the same pot at once."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage

from stipend_portal.mail.worker import send_all
from stipend_portal.models import AgendaItem, Decision, Meeting, OutboxMessage, ReportedDecision, Round
from stipend_portal.services.correction import correct_decision
from stipend_portal.services.letter import release
from stipend_portal.services.meeting import close_meeting
from stipend_portal.services.meeting_decision import decide_as_proposed, decide_item
from stipend_portal.services.reporting import report_decisions
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import Role, State
from tests.concurrency.conftest import Together
from tests.factories.corrections import correct
from tests.factories.meetings import decided, item_at, make_meeting_of
from tests.factories.portal import decide, make_application, make_round, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results: list[Any]) -> Counter[str]:
    """How many of each came out: `done`, or the name of what was raised."""
    return Counter(type(result).__name__ if isinstance(result, Exception) else "done" for result in results)


def fixing(item: AgendaItem, paragraph: str, **changes: Any) -> Callable[[], Decision]:
    """Fix an item as a secretary of her own would, with the page as it was."""
    actor = make_staff(Role.BOARD_SECRETARY, rounds=[item.application.round])
    read = AgendaItem.objects.select_related("application", "meeting").get(pk=item.pk)
    return lambda: decide_item(item=read, actor=actor, decided=decided(paragraph, **changes))


@pytest.mark.parametrize("attempt", range(5))
def test_a_decision_and_a_withdrawal_are_one_of_them(together: Together, attempt: int) -> None:
    item = item_at(make_meeting_of(make_round()))
    application = item.application
    results = together(
        [fixing(item, "§ 1"), lambda: withdraw(application=application, actor=application.applicant)]
    )
    application.refresh_from_db()
    item.refresh_from_db()
    was_decided = application.state == State.DECIDED
    assert kinds(results) == {"done": 1, "WrongState": 1}
    assert (Decision.objects.count(), bool(item.decision_id)) == (int(was_decided), was_decided)
    assert Round.objects.get().granted == (4_000 if was_decided else 0)


@pytest.mark.parametrize("attempt", range(5))
def test_a_letter_about_a_corrected_decision_is_sent_or_stopped_and_never_both(
    together: Together, mailoutbox: list[EmailMessage], attempt: int
) -> None:
    case = decide(make_application(state=State.PREPARED))
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    letter = case.messages.get(kind="decision_letter")
    release(message=letter, actor=secretary)
    OutboxMessage.objects.exclude(pk=letter.pk).update(status="sent")
    mailoutbox.clear()
    results = together([lambda: correct(case, secretary), send_all])
    letter.refresh_from_db()
    assert kinds(results) == {"done": 2}
    assert (letter.status, len(mailoutbox)) in {("sent", 1), ("replaced", 0)}


def test_an_item_fixed_by_four_secretaries_is_decided_once(together: Together) -> None:
    item = item_at(make_meeting_of(make_round()))
    results = together([fixing(item, f"§ {number}") for number in range(1, 5)])
    assert kinds(results) == {"done": 1, "WrongState": 3}
    assert (Decision.objects.count(), Round.objects.get().granted) == (1, 4_000)


def test_two_items_get_no_paragraph_in_common(together: Together) -> None:
    meeting = make_meeting_of(make_round())
    items = [item_at(meeting) for _number in range(4)]
    results = together([fixing(item, "§ 1") for item in items])
    assert kinds(results) == {"done": 1, "ParagraphTaken": 3}


def test_two_items_share_one_pot_and_never_more(together: Together) -> None:
    meeting = make_meeting_of(make_round(pot=10_000, ceiling=8_000))
    items = [item_at(meeting) for _number in range(4)]
    results = together([fixing(item, f"§ {number}") for number, item in enumerate(items, 1)])
    assert kinds(results) == {"done": 2, "PotExceeded": 2}
    assert Round.objects.get().granted == 8_000


def test_two_meetings_take_from_one_pot_in_opposite_orders_without_waiting_for_ever(
    together: Together,
) -> None:
    round_ = make_round(pot=50_000, ceiling=8_000)
    actor = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    meetings = [make_meeting_of(round_, secretary=actor) for _number in range(2)]
    items = [[item_at(meeting, round=round_) for _number in range(3)] for meeting in meetings]
    items[1].reverse()

    def act(meeting: Meeting, chosen: list[AgendaItem]) -> Callable[[], list[Decision]]:
        lines = [(item, f"§ {number}") for number, item in enumerate(chosen, 1)]
        return lambda: decide_as_proposed(meeting=meeting, actor=actor, chosen=lines)

    results = together([act(*pair) for pair in zip(meetings, items, strict=True)])
    assert kinds(results) == {"done": 2}
    assert Round.objects.get().granted == 24_000


def test_closing_and_deciding_come_one_after_the_other(together: Together) -> None:
    item = item_at(make_meeting_of(make_round()))
    meeting = item.meeting
    results = together(
        [fixing(item, "§ 1"), lambda: close_meeting(meeting=meeting, actor=meeting.created_by)]
    )
    meeting.refresh_from_db()
    item.refresh_from_db()
    assert item.decision_id
    assert kinds(results) == ({"done": 2} if meeting.closed_at else {"done": 1, "Unsettled": 1})


def test_a_decision_reported_at_two_meetings_is_reported_at_one(together: Together) -> None:
    round_ = make_round()
    case = make_application(round=round_, state=State.PREPARED)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    decision = decide(case, actor=officer, basis="delegation").current_decision
    meetings = [make_meeting_of(round_) for _number in range(3)]

    def act(meeting: Meeting) -> Callable[[], list[ReportedDecision]]:
        return lambda: report_decisions(meeting=meeting, actor=meeting.created_by, decisions=[decision.pk])

    assert kinds(together([act(meeting) for meeting in meetings])) == {"done": 1, "WrongState": 2}
    assert ReportedDecision.objects.count() == 1


def test_a_decision_corrected_twice_at_once_is_corrected_once(together: Together) -> None:
    case = decide(make_application(state=State.PREPARED))
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])

    def correct() -> Decision:
        return correct_decision(
            application=case,
            actor=secretary,
            corrects=case.current_decision_id,
            outcome="partly_granted",
            amount=3_000,
            reason="Beloppet skrevs fel.",
            basis_reference="§ 12",
            decided_on=case.current_decision.decided_on,
            why="Ett skrivfel.",
        )

    assert kinds(together([correct] * 3)) == {"done": 1, "WrongState": 2}
    assert (Decision.objects.count(), Round.objects.get().granted) == (2, 3_000)
