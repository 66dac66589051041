"""A correction is a new decision that points to the wrong one."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Decision, OutboxMessage, Round
from stipend_portal.models.decision import Outcome
from stipend_portal.phases import Phase
from stipend_portal.services.errors import (
    AmountTooLarge,
    DayToCome,
    NotAllowed,
    OutcomeChanged,
    PotExceeded,
    WrongPhase,
    WrongState,
)
from stipend_portal.services.letter import release, send_again
from stipend_portal.services.transition import move
from stipend_portal.states import Role, State
from tests.factories.corrections import correct
from tests.factories.portal import decide, make_application, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Application:
    """A case that was granted 4 000 kronor by the board."""
    return decide(make_application(state=State.PREPARED))


@pytest.fixture
def secretary(case: Application) -> User:
    """The secretary of the round."""
    return make_staff(Role.BOARD_SECRETARY, rounds=[case.round])


@pytest.mark.sqlite
def test_the_wrong_decision_stays_and_the_new_one_counts(case: Application, secretary: User) -> None:
    wrong = case.current_decision
    right = correct(case, secretary)
    case.refresh_from_db()
    wrong.refresh_from_db()
    assert (case.current_decision, right.corrects, wrong.amount, wrong.corrected_by) == (
        right,
        wrong,
        4_000,
        right,
    )
    assert (case.state, Round.objects.get().granted) == (State.DECIDED, 3_000)
    event = case.events.latest("pk")
    assert (event.kind, event.data["corrects"], event.data["reason"]) == (
        "decision_recorded",
        wrong.pk,
        "Ett skrivfel.",
    )


def test_a_letter_that_waits_about_the_wrong_decision_is_replaced(case: Application, secretary: User) -> None:
    old = case.messages.get(kind="decision_letter")
    correct(case, secretary)
    new = case.messages.get(kind="decision_letter")
    assert (new.pk != old.pk, new.status, new.prepared_by) == (True, "held", secretary)
    assert "Beloppet skrevs fel." in new.body


def test_a_letter_that_has_gone_is_followed_by_another(case: Application, secretary: User) -> None:
    old = case.messages.get(kind="decision_letter")
    release(message=old, actor=secretary)
    OutboxMessage.objects.filter(pk=old.pk).update(status="sent")
    correct(case, secretary)
    letters = case.messages.filter(kind="decision_letter").order_by("created_at")
    assert [letter.status for letter in letters] == ["sent", "held"]


def test_a_correction_upwards_needs_money_in_the_pot(case: Application, secretary: User) -> None:
    correct(case, secretary)
    case.refresh_from_db()
    Round.objects.update(granted=49_500)
    before = portal_snapshot()
    with pytest.raises(PotExceeded) as refused:
        correct(case, secretary, outcome=Outcome.GRANTED, amount=4_000)
    assert refused.value.remaining == 500
    assert portal_snapshot() == before
    correct(case, secretary, amount=3_500)
    assert Round.objects.get().granted == 50_000


def test_a_correction_downwards_gives_the_money_back(case: Application, secretary: User) -> None:
    correct(case, secretary, amount=1_000)
    assert Round.objects.get().granted == 1_000


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("granted", "refused"),
        ("partly_granted", "dismissed"),
        ("refused", "granted"),
        ("dismissed", "partly_granted"),
        ("refused", "dismissed"),
    ],
)
def test_a_correction_never_changes_what_the_board_decided(was: str, becomes: str) -> None:
    amounts = {"granted": 4_000, "partly_granted": 3_000}
    case = make_application(state=State.PREPARED)
    decide(case, outcome=Outcome(was), amount=amounts.get(was, 0))
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    before = portal_snapshot()
    with pytest.raises(OutcomeChanged):
        correct(case, secretary, outcome=Outcome(becomes), amount=amounts.get(becomes, 0))
    assert portal_snapshot() == before


@pytest.mark.parametrize(("becomes", "refused"), [("dismissed", False), ("granted", True)])
def test_a_delegated_no_written_as_another_no_is_a_slip(becomes: str, refused: bool) -> None:
    case = make_application(state=State.PREPARED)
    decide(case, basis="delegation", outcome=Outcome.REFUSED, amount=0)
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    amount = 4_000 if refused else 0
    with pytest.raises(OutcomeChanged) if refused else nullcontext():
        correct(case, secretary, outcome=Outcome(becomes), amount=amount)
    case.refresh_from_db()
    decision = case.current_decision
    assert (decision.outcome, decision.basis) == ("refused" if refused else becomes, "delegation")


def test_a_correction_grants_no_more_than_was_applied_for(case: Application, secretary: User) -> None:
    with pytest.raises(AmountTooLarge) as refused:
        correct(case, secretary, outcome=Outcome.GRANTED, amount=4_001)
    assert refused.value.most == 4_000


def test_nothing_is_corrected_in_a_closed_round(case: Application, secretary: User) -> None:
    Round.objects.update(phase=Phase.CLOSED)
    with pytest.raises(WrongPhase):
        correct(case, secretary)


def test_a_correction_cannot_be_of_a_day_to_come(case: Application, secretary: User) -> None:
    with pytest.raises(DayToCome):
        correct(case, secretary, decided_on=timezone.localdate() + timedelta(days=1))


def test_a_decision_is_corrected_as_it_was_read(case: Application, secretary: User) -> None:
    first = case.current_decision_id
    correct(case, secretary)
    with pytest.raises(WrongState):
        correct(case, secretary, corrects=first)
    assert Decision.objects.count() == 2


def test_a_correction_is_corrected_in_turn(case: Application, secretary: User) -> None:
    correct(case, secretary)
    case.refresh_from_db()
    correct(case, secretary, amount=2_000)
    assert Round.objects.get().granted == 2_000
    assert Decision.objects.count() == 3


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.AUDITOR, Role.FINANCE])
def test_only_the_secretary_corrects(case: Application, role: Role) -> None:
    with pytest.raises(NotAllowed):
        correct(case, make_staff(role, rounds=[case.round]))


def test_a_closed_case_is_not_corrected(case: Application, secretary: User) -> None:
    case.messages.update(status=OutboxMessage.Status.SENT)
    move(application=case, to=State.CLOSED, actor=make_staff(Role.CASE_OFFICER, rounds=[case.round]))
    with pytest.raises(WrongState):
        correct(case, secretary)
    assert OutboxMessage.objects.filter(kind="decision_letter").count() == 1


def letter_with(case: Application, status: str) -> OutboxMessage:
    """The letter about the decision, released by an officer, as it stands then."""
    message = case.messages.get(kind="decision_letter")
    release(message=message, actor=make_staff(Role.CASE_OFFICER, rounds=[case.round]))
    OutboxMessage.objects.filter(pk=message.pk).update(status=status)
    return message


@pytest.mark.parametrize("status", ["queued", "to_print", "bounced", "failed"])
def test_a_released_letter_about_the_wrong_decision_that_has_not_arrived_is_stopped(
    case: Application, secretary: User, status: str
) -> None:
    message = letter_with(case, status)
    correct(case, secretary)
    message.refresh_from_db()
    event = case.events.filter(kind="decision_recorded").latest("pk")
    assert (message.status, event.data["stopped"]) == ("replaced", [str(message.pk)])
    assert OutboxMessage.objects.get(kind="decision_letter", status="held").pk != message.pk


@pytest.mark.parametrize("status", ["sent", "delivered", "posted"])
def test_a_letter_that_has_gone_stays_as_it_is(case: Application, secretary: User, status: str) -> None:
    message = letter_with(case, status)
    correct(case, secretary)
    message.refresh_from_db()
    assert message.status == status


def test_a_letter_about_the_wrong_decision_that_comes_back_later_is_not_sent_again(
    case: Application, secretary: User
) -> None:
    message = letter_with(case, "sent")
    correct(case, secretary)
    OutboxMessage.objects.filter(pk=message.pk).update(status="bounced")
    with pytest.raises(WrongState):
        send_again(message=message, actor=secretary, recipient="ny@example.org", reason="Ringde.")


def test_a_letter_about_the_decision_that_counts_is_sent_again(case: Application, secretary: User) -> None:
    message = letter_with(case, "bounced")
    new = send_again(message=message, actor=secretary, recipient="ny@example.org", reason="Ringde.")
    assert new.status == "queued"
