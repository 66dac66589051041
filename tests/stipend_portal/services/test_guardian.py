"""A guardian's yes or no."""

import pytest

from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, GuardianApproval, OutboxMessage
from stipend_portal.services import guardian
from stipend_portal.services.errors import WrongState
from stipend_portal.services.guardian import answer
from stipend_portal.states import UNDECIDED, Role, State
from tests.factories.portal import make_application
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def approval(db: None) -> GuardianApproval:
    """The first of two guardians, asked and not answered."""
    return make_application(language="en").approvals.earliest("pk")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("approves", "status", "kind"),
    [(True, "approved", "guardian_approved"), (False, "declined", "guardian_declined")],
)
def test_an_answer_is_kept_with_its_time_and_an_event(
    approval: GuardianApproval, approves: bool, status: str, kind: str
) -> None:
    answered = answer(approval=approval, approves=approves)
    assert (answered.status, answered.answered_at is not None) == (status, True)
    event = approval.application.events.latest("pk")
    assert (event.kind, event.actor, event.actor_name, event.actor_role) == (
        kind,
        None,
        "Gun Exempel",
        Role.GUARDIAN,
    )
    assert (event.from_state, event.to_state) == ("", "")
    assert event.data == {"approval": approval.pk, "version": 1}


@pytest.mark.parametrize(("approves", "word"), [(True, "said yes"), (False, "said no")])
def test_the_applicant_is_told_in_her_language(approval: GuardianApproval, approves: bool, word: str) -> None:
    answer(approval=approval, approves=approves)
    mail = OutboxMessage.objects.get(kind="guardian_answered")
    assert mail.recipient == approval.application.applicant.email
    assert word in mail.subject
    assert f"Gun Exempel has {word}" in mail.body


def test_one_guardians_answer_is_not_the_others(approval: GuardianApproval) -> None:
    answer(approval=approval, approves=True)
    other = approval.application.approvals.exclude(pk=approval.pk).get()
    assert other.status == "invited"


def test_an_answer_does_not_move_the_application(approval: GuardianApproval) -> None:
    answer(approval=approval, approves=True)
    assert Application.objects.get().state == State.SUBMITTED


@pytest.mark.sqlite
@pytest.mark.parametrize("approves", [True, False])
def test_the_same_answer_twice_changes_nothing(approval: GuardianApproval, approves: bool) -> None:
    answer(approval=approval, approves=approves)
    before = portal_snapshot()
    answer(approval=approval, approves=approves)
    assert portal_snapshot() == before


@pytest.mark.parametrize("approves", [True, False])
def test_the_other_answer_afterwards_is_refused(approval: GuardianApproval, approves: bool) -> None:
    answer(approval=approval, approves=approves)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        answer(approval=approval, approves=not approves)
    assert portal_snapshot() == before


@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_a_guardian_can_answer_until_it_is_decided(state: State) -> None:
    approval = make_application(guardians=1, state=state).approvals.get()
    assert answer(approval=approval, approves=True).status == "approved"


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
@pytest.mark.parametrize("approves", [True, False])
def test_a_guardian_cannot_answer_what_is_decided_or_withdrawn(state: State, approves: bool) -> None:
    approval = make_application(guardians=1, state=state).approvals.get()
    before = portal_snapshot()
    with pytest.raises(WrongState):
        answer(approval=approval, approves=approves)
    assert portal_snapshot() == before


def test_an_approval_that_was_taken_back_is_not_given_again(approval: GuardianApproval) -> None:
    answer(approval=approval, approves=True)
    GuardianApproval.objects.filter(pk=approval.pk).update(status="withdrawn")
    with pytest.raises(WrongState):
        answer(approval=approval, approves=True)


def test_an_answer_whose_mail_cannot_be_written_is_not_given(
    approval: GuardianApproval, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = portal_snapshot()

    def write_and_fail(**kwargs: object) -> None:
        enqueue(**kwargs)  # type: ignore[arg-type]
        raise OSError("the disk is full")

    monkeypatch.setattr(guardian, "enqueue", write_and_fail)
    with pytest.raises(OSError, match="the disk is full"):
        answer(approval=approval, approves=True)
    assert portal_snapshot() == before


def test_a_link_finds_its_approval(approval: GuardianApproval) -> None:
    assert GuardianApproval.from_token(approval.token) == approval


def test_a_new_nonce_makes_the_old_link_worthless(approval: GuardianApproval) -> None:
    old = approval.token
    GuardianApproval.objects.filter(pk=approval.pk).update(nonce="another")
    with pytest.raises(GuardianApproval.DoesNotExist):
        GuardianApproval.from_token(old)
