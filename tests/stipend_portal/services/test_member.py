"""What a member of a group answers: she comes along or not, and who her guardians are."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from stipend_portal.guardian_acts import acts_now
from stipend_portal.models import GroupMember, GuardianApproval, OutboxMessage
from stipend_portal.services import member as service
from stipend_portal.services.errors import WrongState
from stipend_portal.services.member import confirm, decline, newer_row, told_before
from stipend_portal.states import UNDECIDED, Role, State
from tests.factories.members import OF_AGE, TOLD, TOLD_OF_ONE, newer_version
from tests.factories.portal import make_group_application
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Generator[time_machine.Traveller, None, None]:
    """It is the first of February 2027, so that ages stay what they are."""
    with time_machine.travel("2027-02-01T12:00:00+01:00") as travel:
        yield travel


@pytest.fixture
def adult(db: None) -> GroupMember:
    """A member of full age, asked and not answered."""
    return make_group_application(born=OF_AGE, language="en").members.earliest("pk")


@pytest.fixture
def minor(db: None) -> GroupMember:
    """A member under eighteen, asked and not answered."""
    return make_group_application(language="en").members.earliest("pk")


def mails(kind: str) -> list[tuple[str, str]]:
    """Whom mails of a kind go to, with their subjects."""
    return list(OutboxMessage.objects.filter(kind=kind).order_by("pk").values_list("recipient", "subject"))


@pytest.mark.sqlite
def test_a_yes_is_kept_with_its_time_and_an_event(adult: GroupMember) -> None:
    answered = confirm(member=adult)
    assert (answered.status, answered.answered_at is not None) == ("confirmed", True)
    event = adult.application.events.latest("pk")
    assert (event.kind, event.actor, event.actor_name, event.actor_role, event.data) == (
        "member_confirmed",
        None,
        "Bo Exempel",
        Role.GROUP_MEMBER,
        {"member": adult.pk, "version": 1},
    )


@pytest.mark.sqlite
def test_a_no_is_kept_with_its_reason_and_an_event_without_it(adult: GroupMember) -> None:
    answered = decline(member=adult, reason="Jag har prov den veckan.")
    assert (answered.status, answered.reason) == ("declined", "Jag har prov den veckan.")
    event = adult.application.events.latest("pk")
    assert (event.kind, event.data) == ("member_declined", {"member": adult.pk, "version": 1})


def test_the_contact_person_is_told_of_a_yes_in_her_language(adult: GroupMember) -> None:
    confirm(member=adult)
    mail = OutboxMessage.objects.get(kind="member_answered")
    assert mail.recipient == adult.application.applicant.email
    assert mail.subject == f"One of your group has said yes to {adult.application.reference}"
    assert "Bo Exempel comes along" in mail.body


def test_the_contact_person_is_told_of_a_no_and_where_to_read_why(adult: GroupMember) -> None:
    decline(member=adult, reason="Hemligt skäl.")
    mail = OutboxMessage.objects.get(kind="member_answered")
    assert mail.subject == f"One of your group has said no to {adult.application.reference}"
    assert "Bo Exempel has said no" in mail.body
    assert "You can read why on your page." in mail.body
    assert "Hemligt skäl." not in mail.body


def test_the_mail_to_the_contact_person_carries_no_members_link(adult: GroupMember) -> None:
    confirm(member=adult)
    assert OutboxMessage.objects.get(kind="member_answered").member is None


def test_a_member_of_full_age_needs_no_guardian(adult: GroupMember) -> None:
    assert not service.must_name_guardians(adult)
    confirm(member=adult)
    assert not GuardianApproval.objects.exists()


@pytest.mark.sqlite
def test_a_member_under_eighteen_says_yes_by_telling_who_her_guardians_are(minor: GroupMember) -> None:
    assert service.must_name_guardians(minor)
    confirm(member=minor, told=TOLD)
    minor.refresh_from_db()
    assert (minor.status, minor.custody) == ("confirmed", TOLD)
    assert list(minor.approvals.values_list("name", "email", "status", "version")) == [
        ("Hanna Exempel", "hanna@example.org", "invited", minor.version_id),
        ("Hugo Exempel", "hugo@example.org", "invited", minor.version_id),
    ]
    assert sorted(recipient for recipient, _subject in mails("guardian_invitation")) == [
        "hanna@example.org",
        "hugo@example.org",
    ]


def test_a_member_under_eighteen_cannot_say_yes_without_telling_about_guardians(minor: GroupMember) -> None:
    before = portal_snapshot()
    with pytest.raises(ValueError, match="guardians"):
        confirm(member=minor)
    assert portal_snapshot() == before


def test_a_member_who_has_turned_eighteen_since_the_round_needs_no_guardian(
    clock: time_machine.Traveller,
) -> None:
    """Föräldrabalken 9:1: of full age from the day itself."""
    member = make_group_application(born="2009-07-01").members.earliest("pk")
    assert service.must_name_guardians(member)
    clock.move_to("2027-07-01T00:00:00+02:00")
    assert not service.must_name_guardians(member)
    confirm(member=member)
    assert not GuardianApproval.objects.exists()


def test_a_guardian_who_is_not_to_be_asked_gets_no_mail_and_a_person_takes_over(minor: GroupMember) -> None:
    told = {
        "custody": {"situation": "not_asked"},
        "guardians": {"safe_contact": "070 000 00 00 efter 15", "private_reason": "Det går inte hemma."},
    }
    confirm(member=minor, told=told)
    [approval] = minor.approvals.all()
    assert (approval.status, approval.reason) == ("not_asked", "Det går inte hemma.")
    assert mails("guardian_invitation") == []


@pytest.mark.sqlite
@pytest.mark.parametrize("says_yes", [True, False])
def test_the_same_answer_twice_changes_nothing(minor: GroupMember, says_yes: bool) -> None:
    def say() -> None:
        confirm(member=minor, told=TOLD) if says_yes else decline(member=minor, reason="Nej.")

    say()
    before = portal_snapshot()
    say()
    assert portal_snapshot() == before


def test_a_yes_can_be_taken_back_and_her_guardians_are_then_waited_for_no_longer(minor: GroupMember) -> None:
    confirm(member=minor, told=TOLD)
    decline(member=minor)
    approvals = list(minor.approvals.select_related("member", "application__round"))
    assert [acts_now(each, approvals, timezone.localdate(each.invited_at)) for each in approvals] == [
        frozenset()
    ] * 2


def test_guardians_are_written_to_once_a_day_however_often_she_changes_her_mind(
    minor: GroupMember, clock: time_machine.Traveller
) -> None:
    confirm(member=minor, told=TOLD_OF_ONE)
    written = [len(mails("guardian_invitation"))]
    for hours in (1, 22, 1, 1, 23):
        clock.shift(timedelta(hours=hours))
        decline(member=minor)
        confirm(member=minor)
        written.append(len(mails("guardian_invitation")))
    assert written == [1, 1, 1, 2, 2, 3]
    assert minor.application.events.filter(kind="member_confirmed").count() == 6


def test_a_no_can_become_a_yes_and_unanswered_guardians_are_asked_again(
    minor: GroupMember, clock: time_machine.Traveller
) -> None:
    confirm(member=minor, told=TOLD)
    first = minor.approvals.earliest("pk")
    GuardianApproval.objects.filter(pk=first.pk).update(status="approved", answered_at=first.invited_at)
    decline(member=minor, reason="Nej.")
    clock.shift(timedelta(days=1))
    confirm(member=minor)
    minor.refresh_from_db()
    assert (minor.status, minor.reason, minor.custody) == ("confirmed", "", TOLD)
    assert list(minor.approvals.values_list("email", "status")) == [
        ("hanna@example.org", "approved"),
        ("hugo@example.org", "invited"),
    ]
    assert sorted(recipient for recipient, _subject in mails("guardian_invitation")) == [
        "hanna@example.org",
        "hugo@example.org",
        "hugo@example.org",
    ]


@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_a_member_can_answer_until_it_is_decided(state: State) -> None:
    member = make_group_application(born=OF_AGE, state=state).members.earliest("pk")
    assert confirm(member=member).status == "confirmed"
    assert decline(member=member).status == "declined"


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
@pytest.mark.parametrize("say", [confirm, decline])
def test_a_member_cannot_answer_what_is_decided_or_withdrawn(state: State, say: Any) -> None:
    member = make_group_application(born=OF_AGE, state=state).members.earliest("pk")
    before = portal_snapshot()
    with pytest.raises(WrongState):
        say(member=member)
    assert portal_snapshot() == before


@pytest.mark.parametrize("say", [confirm, decline])
def test_an_older_version_takes_no_answer(adult: GroupMember, say: Any) -> None:
    newer_version(adult.application)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        say(member=adult)
    assert portal_snapshot() == before


def test_her_row_of_the_newest_version_is_found_by_her_address(adult: GroupMember) -> None:
    version = newer_version(adult.application)
    newest = newer_row(adult)
    assert newest is not None
    assert (newest.version, newest.email) == (version, adult.email)


def test_who_is_no_longer_named_has_no_row_of_the_newest_version(adult: GroupMember) -> None:
    last = adult.application.members.latest("pk")
    newer_version(adult.application, members=1)
    assert newer_row(last) is None


def test_what_she_told_before_is_hers_alone(minor: GroupMember) -> None:
    confirm(member=minor, told=TOLD)
    newer_version(minor.application)
    bo, cecilia = minor.application.members.filter(version__number=2)
    assert (told_before(bo), told_before(cecilia)) == (TOLD, {})


def test_an_answer_whose_mail_cannot_be_written_is_not_given(
    minor: GroupMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = portal_snapshot()

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(service, "ask_guardians", fail)
    with pytest.raises(OSError, match="the disk is full"):
        confirm(member=minor, told=TOLD)
    assert portal_snapshot() == before


def test_a_link_finds_its_member_and_a_new_nonce_makes_it_worthless(adult: GroupMember) -> None:
    old = adult.token
    assert GroupMember.from_token(old) == adult
    GroupMember.objects.filter(pk=adult.pk).update(nonce="another")
    with pytest.raises(GroupMember.DoesNotExist):
        GroupMember.from_token(old)


def test_a_guardians_link_is_not_a_members(adult: GroupMember) -> None:
    twin = GuardianApproval(pk=adult.pk, nonce=adult.nonce)
    with pytest.raises(GroupMember.DoesNotExist):
        GroupMember.from_token(twin.token)
