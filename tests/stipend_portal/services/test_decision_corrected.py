"""A correction is a new decision that points to the wrong one."""

from typing import Any

import pytest
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Decision, OutboxMessage, Round
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.services.correction import correct_decision
from stipend_portal.services.errors import NotAllowed, PotExceeded, WrongState
from stipend_portal.services.letter import release
from stipend_portal.services.transition import move
from stipend_portal.states import Role, State
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


def correct(case: Application, actor: User, **changes: Any) -> Decision:
    """Correct the decision to 3 000 kronor, unless changed."""
    return correct_decision(
        **{
            "application": case,
            "actor": actor,
            "corrects": case.current_decision_id,
            "outcome": Outcome.PARTLY_GRANTED,
            "amount": 3_000,
            "reason": "Beloppet skrevs fel.",
            "basis": Basis.BOARD,
            "basis_reference": "§ 12",
            "decided_on": timezone.localdate(),
            "why": "Ett skrivfel.",
            **changes,
        }
    )


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
    correct(case, secretary)
    letters = case.messages.filter(kind="decision_letter").order_by("created_at")
    assert [letter.status for letter in letters] == ["queued", "held"]


def test_a_correction_upwards_needs_money_in_the_pot(case: Application, secretary: User) -> None:
    Round.objects.update(granted=49_500)
    before = portal_snapshot()
    with pytest.raises(PotExceeded) as refused:
        correct(case, secretary, outcome=Outcome.GRANTED, amount=4_501)
    assert refused.value.remaining == 500
    assert portal_snapshot() == before
    correct(case, secretary, outcome=Outcome.GRANTED, amount=4_500)
    assert Round.objects.get().granted == 50_000


def test_a_refusal_gives_the_money_back(case: Application, secretary: User) -> None:
    correct(case, secretary, outcome=Outcome.REFUSED, amount=0)
    assert Round.objects.get().granted == 0


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
