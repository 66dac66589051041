"""A guardian changes her mind, or answers what no longer waits for her."""

import pytest
import time_machine
from django.utils import timezone

from stipend_portal.models import GuardianApproval, OutboxMessage
from stipend_portal.services.errors import WrongState
from stipend_portal.services.guardian import answer, change_to_yes, take_back
from stipend_portal.services.guardian_record import go_on_without, record_on_paper
from stipend_portal.states import UNDECIDED, Role, State
from tests.factories.guardians import make_member, make_members_guardian, send_newer_version
from tests.factories.portal import make_application, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def approval(db: None) -> GuardianApproval:
    """The first of two guardians, asked and not answered."""
    return make_application(language="en").approvals.earliest("pk")


@pytest.mark.sqlite
def test_a_yes_is_taken_back_with_an_event_and_a_mail(approval: GuardianApproval) -> None:
    answer(approval=approval, approves=True)
    assert take_back(approval=approval).status == "withdrawn"
    event = approval.application.events.latest("pk")
    assert (event.kind, event.actor_name, event.actor_role) == (
        "guardian_withdrew",
        "Gun Exempel",
        Role.GUARDIAN,
    )
    assert event.data == {"approval": approval.pk, "version": 1}
    told = OutboxMessage.objects.filter(kind="guardian_answered").earliest("created_at")
    told = OutboxMessage.objects.filter(kind="guardian_answered").exclude(pk=told.pk).get()
    assert told.recipient == approval.application.applicant.email
    assert "Gun Exempel has taken back the yes" in told.body


@pytest.mark.sqlite
@pytest.mark.parametrize("first", ["declined", "withdrawn"])
def test_a_no_and_a_yes_that_was_taken_back_become_a_yes(approval: GuardianApproval, first: str) -> None:
    answer(approval=approval, approves=first == "withdrawn")
    if first == "withdrawn":
        take_back(approval=approval)
    changed = change_to_yes(approval=approval)
    assert changed.status == "approved"
    kinds = list(approval.application.events.values_list("kind", flat=True))
    assert kinds[-1] == "guardian_approved"
    assert OutboxMessage.objects.filter(kind="guardian_answered").count() == len(kinds) - 1


def test_the_same_change_twice_is_one(approval: GuardianApproval) -> None:
    answer(approval=approval, approves=True)
    take_back(approval=approval)
    before = portal_snapshot()
    take_back(approval=approval)
    assert portal_snapshot() == before
    change_to_yes(approval=approval)
    before = portal_snapshot()
    change_to_yes(approval=approval)
    assert portal_snapshot() == before


@pytest.mark.parametrize("said", [None, False])
def test_only_a_yes_is_taken_back(approval: GuardianApproval, said: bool | None) -> None:
    if said is not None:
        answer(approval=approval, approves=said)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        take_back(approval=approval)
    assert portal_snapshot() == before


def test_what_was_not_answered_is_not_changed(approval: GuardianApproval) -> None:
    with pytest.raises(WrongState):
        change_to_yes(approval=approval)


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
def test_nothing_is_changed_after_a_decision_or_a_withdrawal(state: State) -> None:
    application = make_application(guardians=2, state=state)
    first, second = application.approvals.all()
    for approval, status in ((first, "approved"), (second, "declined")):
        GuardianApproval.objects.filter(pk=approval.pk).update(
            status=status, answered_at=application.received_at
        )
    before = portal_snapshot()
    with pytest.raises(WrongState):
        take_back(approval=first)
    with pytest.raises(WrongState):
        change_to_yes(approval=second)
    assert portal_snapshot() == before


@pytest.mark.parametrize("approves", [True, False])
def test_an_older_version_is_not_answered(approval: GuardianApproval, approves: bool) -> None:
    send_newer_version(approval.application)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        answer(approval=approval, approves=approves)
    assert portal_snapshot() == before


def test_a_yes_to_an_older_version_is_not_taken_back(approval: GuardianApproval) -> None:
    answer(approval=approval, approves=True)
    send_newer_version(approval.application)
    with pytest.raises(WrongState):
        take_back(approval=approval)


def test_a_guardian_of_someone_of_age_has_no_say(approval: GuardianApproval) -> None:
    with time_machine.travel("2029-03-27T00:00:01+02:00"), pytest.raises(WrongState):
        answer(approval=approval, approves=False)
    with time_machine.travel("2029-03-26T23:59:59+02:00"):
        assert answer(approval=approval, approves=False).status == "declined"


@pytest.mark.parametrize("approves", [True, False])
def test_a_guardian_who_turns_up_after_all_is_heard(approval: GuardianApproval, approves: bool) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[approval.application.round])
    go_on_without(approval=approval, actor=officer, reason="Svarar inte.")
    answered = answer(approval=approval, approves=approves)
    assert (answered.status, answered.recorded_by) == ("approved" if approves else "declined", None)


def test_an_answer_by_the_link_replaces_the_one_on_paper(approval: GuardianApproval) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[approval.application.round])
    day = timezone.localdate(approval.version.received_at)
    record_on_paper(approval=approval, actor=officer, approves=True, signed_on=day)
    taken = take_back(approval=approval)
    assert (taken.status, taken.on_paper, taken.recorded_by) == ("withdrawn", False, None)


def test_the_applicant_is_not_told_who_another_members_guardian_is() -> None:
    application = make_application(guardians=0, language="en")
    member = make_member(application)
    approval = make_members_guardian(member)
    answer(approval=approval, approves=True)
    told = OutboxMessage.objects.get(kind="guardian_answered")
    assert told.recipient == application.applicant.email
    assert "A guardian of Bo Exempel has said yes to your group's application." in told.body
    assert "Git" not in told.subject + told.body
    assert application.events.latest("pk").data == {
        "approval": approval.pk,
        "version": 1,
        "member": member.pk,
    }
