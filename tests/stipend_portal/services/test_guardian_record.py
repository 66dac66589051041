"""What a case officer does about a guardian: on paper, without, and once more."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.mail.worker import send_all
from stipend_portal.models import GuardianApproval, OutboxMessage
from stipend_portal.services import asking
from stipend_portal.services.errors import AddressTaken, NotAllowed, WrongState
from stipend_portal.services.guardian import answer
from stipend_portal.services.guardian_record import ask_again, go_on_without, record_on_paper
from stipend_portal.states import STAFF_ROLES, UNDECIDED, Role, State
from tests.factories.guardians import (
    make_member,
    make_members_guardian,
    make_not_asked,
    make_unreachable,
    send_newer_version,
)
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

Act = Callable[..., GuardianApproval]
DAY = date(2027, 2, 1)

ACTS: dict[str, tuple[Act, dict[str, Any]]] = {
    "paper": (record_on_paper, {"approves": True, "signed_on": DAY}),
    "without": (go_on_without, {"reason": "Ligger på sjukhus i flera månader."}),
    "again": (ask_again, {"email": "gun.ny@example.org"}),
}
each_act = pytest.mark.parametrize(("act", "data"), ACTS.values(), ids=ACTS.keys())


@pytest.fixture
def approval(db: None) -> GuardianApproval:
    """The first of two guardians, asked and not answered."""
    return make_application(language="en").approvals.earliest("pk")


@pytest.fixture
def officer(approval: GuardianApproval) -> User:
    """A case officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[approval.application.round])


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("approves", "status", "kind"),
    [(True, "approved", "guardian_on_paper"), (False, "declined", "guardian_declined")],
)
def test_an_answer_on_paper_is_recorded_with_who_and_when(
    approval: GuardianApproval, officer: User, approves: bool, status: str, kind: str
) -> None:
    recorded = record_on_paper(
        approval=approval, actor=officer, approves=approves, signed_on=DAY, note="Kom med posten."
    )
    assert (recorded.status, recorded.on_paper, recorded.recorded_by) == (status, True, officer)
    assert recorded.name == "Gun Exempel"
    event = approval.application.events.latest("pk")
    assert (event.kind, event.actor, event.actor_name, event.actor_role) == (
        kind,
        officer,
        str(officer),
        Role.CASE_OFFICER,
    )
    assert event.data == {
        "approval": approval.pk,
        "version": 1,
        "on_paper": True,
        "signed_on": "2027-02-01",
        "note": "Kom med posten.",
    }
    told = OutboxMessage.objects.get(kind="guardian_answered")
    assert (f"Gun Exempel has said {'yes' if approves else 'no'}") in told.body


def test_a_no_on_paper_takes_a_yes_back(approval: GuardianApproval, officer: User) -> None:
    answer(approval=approval, approves=True)
    record_on_paper(approval=approval, actor=officer, approves=False, signed_on=DAY)
    approval.refresh_from_db()
    assert approval.status == "withdrawn"
    assert approval.application.events.latest("pk").kind == "guardian_withdrew"


@pytest.mark.parametrize("approves", [True, False])
def test_a_paper_that_says_nothing_new_is_refused(
    approval: GuardianApproval, officer: User, approves: bool
) -> None:
    answer(approval=approval, approves=approves)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        record_on_paper(approval=approval, actor=officer, approves=approves, signed_on=DAY)
    assert portal_snapshot() == before


def test_a_paper_names_the_guardian_of_someone_who_could_ask_nobody(db: None) -> None:
    application = make_application()
    approval = make_not_asked(application)
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    recorded = record_on_paper(
        approval=approval, actor=officer, approves=True, signed_on=DAY, name="Gun Exempel"
    )
    assert (recorded.status, recorded.name) == ("approved", "Gun Exempel")


def test_a_name_that_is_known_is_not_written_over(approval: GuardianApproval, officer: User) -> None:
    recorded = record_on_paper(
        approval=approval, actor=officer, approves=True, signed_on=DAY, name="Någon Annan"
    )
    assert recorded.name == "Gun Exempel"


@pytest.mark.sqlite
def test_going_on_without_keeps_who_and_why(officer: User, approval: GuardianApproval) -> None:
    missing = make_unreachable(approval.application)
    mails = OutboxMessage.objects.count()
    waived = go_on_without(approval=missing, actor=officer, reason="Utomlands, svarar inte.")
    assert (waived.status, waived.reason, waived.recorded_by) == (
        "waived",
        "Utomlands, svarar inte.",
        officer,
    )
    event = approval.application.events.latest("pk")
    assert (event.kind, event.actor, event.actor_role) == ("guardian_waived", officer, Role.CASE_OFFICER)
    assert event.data == {
        "approval": missing.pk,
        "version": 1,
        "before": "unreachable",
        "reason": "Utomlands, svarar inte.",
    }
    mail = OutboxMessage.objects.latest("created_at")
    assert (OutboxMessage.objects.count(), mail.recipient) == (
        mails + 1,
        approval.application.applicant.email,
    )
    assert "Hans Exempel" in mail.body
    assert "Utomlands" not in mail.body


def test_whoever_could_ask_nobody_is_told_alone_that_it_goes_on(db: None) -> None:
    approval = make_not_asked(make_application(language="en"))
    officer = make_staff(Role.CASE_OFFICER, rounds=[approval.application.round])
    go_on_without(approval=approval, actor=officer, reason="Talat med socialtjänsten.")
    [mail] = approval.application.messages.filter(kind="guardian_waived")
    assert mail.recipient == approval.application.applicant.email
    assert mail.subject == f"Your application {approval.application.reference} goes on"
    assert "goes on without a guardian's answer" in mail.body


@pytest.mark.parametrize("status", ["approved", "declined", "withdrawn", "waived"])
def test_nobody_goes_on_over_an_answer(approval: GuardianApproval, officer: User, status: str) -> None:
    GuardianApproval.objects.filter(pk=approval.pk).update(
        status=status, answered_at=approval.invited_at, recorded_by=officer, reason="Förut."
    )
    before = portal_snapshot()
    with pytest.raises(WrongState):
        go_on_without(approval=approval, actor=officer, reason="Ändå.")
    assert portal_snapshot() == before


@pytest.mark.sqlite
def test_the_question_sent_again_has_a_new_link_and_an_address_that_is_right(
    approval: GuardianApproval, officer: User
) -> None:
    old = approval.token
    again = ask_again(approval=approval, actor=officer, email="gun.ny@example.org")
    assert (again.email, again.status, again.reminders) == ("gun.ny@example.org", "invited", 0)
    with pytest.raises(GuardianApproval.DoesNotExist):
        GuardianApproval.from_token(old)
    assert GuardianApproval.from_token(again.token) == approval
    event = approval.application.events.latest("pk")
    assert (event.kind, event.actor) == ("guardian_asked_again", officer)
    assert event.data == {"approval": approval.pk, "version": 1, "corrected": True}


def test_a_mail_that_still_waits_does_not_bring_the_new_link_to_the_old_address(
    approval: GuardianApproval, officer: User
) -> None:
    again = ask_again(approval=approval, actor=officer, email="gun.ny@example.org")
    send_all()
    with_link = [each.to for each in mail.outbox if again.token in each.body]
    assert with_link == [["gun.ny@example.org"]]
    assert not any(each.to == ["gun@example.org"] for each in mail.outbox)


@pytest.mark.parametrize("make", [make_unreachable, make_not_asked])
def test_someone_who_could_not_be_asked_can_be_asked_later(make: Act) -> None:
    application = make_application()
    approval = make(application)
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    name = approval.name or "Hilda Exempel"
    again = ask_again(approval=approval, actor=officer, email="hilda@example.org", name="Hilda Exempel")
    assert (again.status, again.email, again.name) == ("invited", "hilda@example.org", name)
    sent = approval.messages.get(kind="guardian_invitation")
    assert sent.recipient == "hilda@example.org"


def test_a_guardian_who_had_been_gone_on_without_can_be_asked_again(
    approval: GuardianApproval, officer: User
) -> None:
    go_on_without(approval=approval, actor=officer, reason="Svarar inte.")
    again = ask_again(approval=approval, actor=officer, email=approval.email)
    assert (again.status, again.answered_at, again.recorded_by) == ("invited", None, None)
    assert approval.application.events.latest("pk").data["corrected"] is False


@pytest.mark.parametrize("whose", ["applicant", "other"])
def test_an_address_that_is_someone_elses_is_refused(
    approval: GuardianApproval, officer: User, whose: str
) -> None:
    address = approval.application.applicant.email if whose == "applicant" else "GARY@example.org"
    before = portal_snapshot()
    with pytest.raises(AddressTaken):
        ask_again(approval=approval, actor=officer, email=address)
    assert portal_snapshot() == before


def test_a_members_guardian_is_asked_in_the_members_name(approval: GuardianApproval, officer: User) -> None:
    members = make_members_guardian(make_member(approval.application))
    ask_again(approval=members, actor=officer, email="git.ny@example.org")
    body = members.messages.get(recipient="git.ny@example.org").body
    assert "Bo Exempel is in a group that has applied for a stipend" in body
    assert "Bo Exempel är med i en grupp" in body


@each_act
@pytest.mark.parametrize("role", sorted(set(STAFF_ROLES) - {Role.CASE_OFFICER}))
def test_only_a_case_officer_of_the_round_does_it(
    approval: GuardianApproval, act: Act, data: dict[str, Any], role: Role
) -> None:
    for actor in (
        make_staff(role, rounds=[approval.application.round]),
        make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
        approval.application.applicant,
    ):
        before = portal_snapshot()
        with pytest.raises(NotAllowed):
            act(approval=approval, actor=actor, **data)
        assert portal_snapshot() == before


@each_act
def test_an_officer_does_nothing_to_her_own_application(act: Act, data: dict[str, Any]) -> None:
    round_ = make_round()
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    approval = make_application(round=round_, applicant=officer).approvals.earliest("pk")
    with pytest.raises(NotAllowed):
        act(approval=approval, actor=officer, **data)


@each_act
@pytest.mark.parametrize("state", State)
def test_it_is_done_until_the_decision(act: Act, data: dict[str, Any], state: State) -> None:
    approval = make_application(state=state).approvals.earliest("pk")
    officer = make_staff(Role.CASE_OFFICER, rounds=[approval.application.round])
    before = portal_snapshot()
    if state in UNDECIDED:
        act(approval=approval, actor=officer, **data)
        assert approval.application.events.filter(actor=officer).count() == 1
    else:
        with pytest.raises(WrongState):
            act(approval=approval, actor=officer, **data)
        assert portal_snapshot() == before


@each_act
def test_nothing_is_done_about_an_older_version(
    approval: GuardianApproval, officer: User, act: Act, data: dict[str, Any]
) -> None:
    send_newer_version(approval.application)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        act(approval=approval, actor=officer, **data)
    assert portal_snapshot() == before


def test_a_question_whose_mail_cannot_be_written_is_not_sent_again(
    approval: GuardianApproval, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = portal_snapshot()

    def write_and_fail(**kwargs: Any) -> None:
        enqueue(**kwargs)
        raise OSError("the disk is full")

    monkeypatch.setattr(asking, "enqueue", write_and_fail)
    with pytest.raises(OSError, match="the disk is full"):
        ask_again(approval=approval, actor=officer, email="gun.ny@example.org")
    assert portal_snapshot() == before
