"""Recording a decision: by what right, from which pot, with which letter."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from stipend_portal.models import Application, Decision, OutboxMessage, Round, RoundRole
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.models.event import EventKind
from stipend_portal.services.decision import record_decision
from stipend_portal.services.errors import (
    ActRefused,
    AmountTooLarge,
    DayBeforeArrival,
    DayToCome,
    LateNotAccepted,
    NotAllowed,
    PotExceeded,
)
from stipend_portal.services.letter import release
from stipend_portal.services.meeting_errors import NotAtMeeting
from stipend_portal.services.transition import move
from stipend_portal.states import Role, State
from tests.factories.portal import ProgrammeFactory, decide, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(db: None) -> Application:
    """An application that waits for a decision."""
    return make_application(state=State.PREPARED, language="en")


@pytest.mark.sqlite
def test_a_decision_is_written_with_state_pot_event_and_letter(prepared: Application) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[prepared.round])
    decide(prepared, actor=secretary, amount=3_000)
    decision = Decision.objects.get()
    assert (prepared.state, prepared.current_decision) == (State.DECIDED, decision)
    assert (decision.outcome, decision.amount, decision.recorded_by) == ("granted", 3_000, secretary)
    assert Round.objects.get().granted == 3_000
    event = prepared.events.latest("pk")
    assert (event.kind, event.from_state, event.to_state) == ("decision_recorded", "prepared", "decided")
    assert event.data == {"outcome": "granted", "amount": 3_000, "basis": "board", "point": "§ 12"}
    letter = OutboxMessage.objects.get(kind="decision_letter")
    assert (letter.status, letter.prepared_by, letter.recipient) == (
        "held",
        secretary,
        prepared.applicant.email,
    )


def test_the_letter_says_outcome_amount_reason_and_basis(prepared: Application) -> None:
    decide(prepared, amount=3_000, reason="Resan ger mycket.\nVi säger ja.", basis_reference="§ 7")
    body = OutboxMessage.objects.get(kind="decision_letter").body
    for words in (
        "Yes, you get the stipend",
        "3,000 kronor",
        "Resan ger mycket.\nVi säger ja.",
        "§ 7",
        "three weeks",
    ):
        assert words in body


def test_a_letter_keeps_what_was_written_as_it_was_written(prepared: Application) -> None:
    decide(prepared, reason='Kostnad < 5 000 & > 0, "ja"')
    assert 'Kostnad < 5 000 & > 0, "ja"' in OutboxMessage.objects.get(kind="decision_letter").body


def test_a_letter_of_refusal_speaks_of_no_amount(prepared: Application) -> None:
    decide(prepared, outcome=Outcome.REFUSED, amount=0)
    assert "kronor" not in OutboxMessage.objects.get(kind="decision_letter").body


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.DISMISSED])
def test_a_no_takes_nothing_from_the_pot(prepared: Application, outcome: Outcome) -> None:
    decide(prepared, outcome=outcome, amount=0)
    assert Round.objects.get().granted == 0


def test_an_officer_decides_on_delegation(prepared: Application) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[prepared.round])
    decide(prepared, actor=officer, basis=Basis.DELEGATION)
    assert prepared.current_decision.basis == Basis.DELEGATION


def test_an_officer_does_not_record_the_boards_decisions(prepared: Application) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[prepared.round])
    before = portal_snapshot()
    with pytest.raises(NotAllowed):
        decide(prepared, actor=officer, basis=Basis.BOARD)
    assert portal_snapshot() == before


def test_the_whole_pot_can_be_granted_and_not_a_krona_more(prepared: Application) -> None:
    Round.objects.update(granted=48_000)
    other = make_application(round=prepared.round, state=State.PREPARED)
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[prepared.round])
    with pytest.raises(PotExceeded) as refused:
        decide(prepared, actor=secretary, amount=2_001)
    assert refused.value.remaining == 2_000
    decide(prepared, actor=secretary, amount=2_000)
    before = portal_snapshot()
    with pytest.raises(PotExceeded):
        decide(other, actor=secretary, amount=1)
    assert portal_snapshot() == before
    assert Round.objects.get().granted == 50_000


def record(application: Application, **changes: Any) -> Decision:
    """A decision as the case's page asks for it: on delegation, and at no meeting."""
    return record_decision(
        **{
            "application": application,
            "actor": make_staff(Role.BOARD_SECRETARY, rounds=[application.round]),
            "outcome": Outcome.PARTLY_GRANTED,
            "amount": 1_000,
            "reason": "Skäl.",
            "basis": Basis.DELEGATION,
            "basis_reference": "B 3.1",
            "decided_on": timezone.localdate(),
            **changes,
        }
    )


def test_the_board_decides_nothing_outside_its_meetings(prepared: Application) -> None:
    with pytest.raises(NotAtMeeting):
        record(prepared, basis=Basis.BOARD, basis_reference="§ 12")
    assert not Decision.objects.exists()


def test_no_more_is_granted_than_was_applied_for(prepared: Application) -> None:
    with pytest.raises(AmountTooLarge) as refused:
        record(prepared, outcome=Outcome.GRANTED, amount=4_001)
    assert refused.value.most == 4_000


def test_no_more_is_granted_than_the_share_of_the_cost_that_the_stipend_pays() -> None:
    round_ = make_round(programme=ProgrammeFactory(amount_rule="share", share_percent=50))
    case = make_application(round=round_, state=State.PREPARED)
    with pytest.raises(AmountTooLarge) as refused:
        record(case, amount=2_001)
    assert refused.value.most == 2_000
    assert record(case, amount=2_000).amount == 2_000


def test_what_came_late_is_granted_money_only_once_it_is_accepted(prepared: Application) -> None:
    Application.objects.update(received_late=True)
    with pytest.raises(LateNotAccepted):
        record(prepared)
    Application.objects.update(late_accepted=True)
    assert record(prepared).amount == 1_000


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.DISMISSED])
def test_what_came_late_can_always_get_a_no(prepared: Application, outcome: Outcome) -> None:
    Application.objects.update(received_late=True)
    assert record(prepared, outcome=outcome, amount=0).outcome == outcome


@pytest.mark.parametrize(("days", "error"), [(1, DayToCome), (-1, DayBeforeArrival)])
def test_nothing_is_decided_on_a_day_that_cannot_be(
    prepared: Application, days: int, error: type[ActRefused]
) -> None:
    with pytest.raises(error):
        record(prepared, decided_on=timezone.localdate() + timedelta(days=days))
    assert not Decision.objects.exists()


def test_a_no_can_be_recorded_when_the_pot_is_empty(prepared: Application) -> None:
    Round.objects.update(granted=50_000)
    decide(prepared, outcome=Outcome.REFUSED, amount=0)
    assert prepared.state == State.DECIDED


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": Outcome.GRANTED, "amount": 0},
        {"outcome": Outcome.REFUSED, "amount": 100},
        {"reason": ""},
        {"basis_reference": ""},
    ],
)
def test_a_decision_that_makes_no_sense_leaves_everything_as_it_was(
    prepared: Application, changes: dict[str, Any]
) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[prepared.round])
    before = portal_snapshot()
    with pytest.raises(IntegrityError):
        decide(prepared, actor=secretary, **changes)
    assert portal_snapshot() == before


def test_nobody_is_decided_without_a_decision(prepared: Application) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[prepared.round])
    with pytest.raises(IntegrityError):
        move(application=prepared, to=State.DECIDED, actor=officer)


def test_saving_a_round_that_was_opened_earlier_does_not_forget_what_was_granted() -> None:
    round_ = make_round()
    opened_earlier = Round.objects.get(pk=round_.pk)
    decide(make_application(round=round_, state=State.PREPARED), amount=2_000)
    opened_earlier.contact = "Nya enheten, exempel@example.org"
    opened_earlier.save()
    round_.refresh_from_db()
    assert (round_.granted, round_.contact) == (2_000, "Nya enheten, exempel@example.org")


def test_saving_a_round_saves_who_works_with_it() -> None:
    round_, person = make_round(), make_staff(Role.AUDITOR)
    round_.roles.add(RoundRole(user=person, role=Role.AUDITOR))
    round_.save()
    assert [row.user for row in RoundRole.objects.filter(round=round_)] == [person]


def test_a_decided_case_is_closed_with_its_decision(prepared: Application) -> None:
    decide(prepared)
    officer = make_staff(Role.CASE_OFFICER, rounds=[prepared.round])
    release(message=prepared.messages.get(kind="decision_letter"), actor=officer)
    move(application=prepared, to=State.CLOSED, actor=officer)
    assert prepared.current_decision == Decision.objects.get()
    assert prepared.events.filter(kind=EventKind.MOVED).count() == 1
