"""A group member's answer on paper, written down by a case officer."""

from collections.abc import Generator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from home.models import User
from stipend_portal.apply.progress import timeline
from stipend_portal.models import Application, ApplicationVersion, GroupMember
from stipend_portal.services.carrying_over import carry_answers_over
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.member import confirm, decline
from stipend_portal.services.member_record import record_member_on_paper
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.members import TOLD_OF_ONE, newer_version
from tests.factories.portal import make_group_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

SIGNED = date(2027, 2, 1)


@pytest.fixture(autouse=True)
def _february() -> Generator[None, None, None]:
    """It is the first of February 2027, so that ages stay what they are."""
    with time_machine.travel("2027-02-01T12:00:00+01:00"):
        yield


@pytest.fixture
def group() -> Application:
    """A group of three of full age."""
    return make_group_application(born="2008-03-27")


@pytest.fixture
def member(group: Application) -> GroupMember:
    """The first of the others."""
    return group.members.earliest("pk")


@pytest.fixture
def officer(group: Application) -> User:
    """A case officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[group.round])


def record(member: GroupMember, actor: User, *, comes: bool = True, **fields: Any) -> GroupMember:
    """Write down a paper."""
    return record_member_on_paper(member=member, actor=actor, comes=comes, signed_on=SIGNED, **fields)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("comes", "status", "kind"),
    [(True, "confirmed", "member_confirmed"), (False, "declined", "member_declined")],
)
def test_it_is_her_answer_and_the_log_names_the_officer(
    member: GroupMember, officer: User, comes: bool, status: str, kind: str
) -> None:
    record(member, officer, comes=comes, note="Kom med posten.")
    member.refresh_from_db()
    event = member.application.events.latest("pk")
    assert (member.status, event.kind, event.actor, event.actor_role) == (
        status,
        kind,
        officer,
        Role.CASE_OFFICER,
    )
    assert event.data == {
        "member": member.pk,
        "version": 1,
        "signed_on": "2027-02-01",
        "note": "Kom med posten.",
        "on_paper": True,
        "person": "Bo Exempel",
        "answered_at": member.answered_at.isoformat(),
    }


def test_the_paper_is_registered_and_the_contact_person_is_told(member: GroupMember, officer: User) -> None:
    record(member, officer)
    document = member.application.documents.latest("number")
    assert (document.kind, document.direction, document.title, document.registered_by) == (
        "post",
        "in",
        "Bo Exempel",
        officer,
    )
    mail = member.application.messages.get(kind="member_answered")
    assert mail.recipient == member.application.applicant.email


def test_what_she_wrote_herself_of_why_not_goes_when_a_paper_says_otherwise(
    member: GroupMember, officer: User
) -> None:
    decline(member=member, reason="Jag har prov.")
    record(member, officer)
    member.refresh_from_db()
    assert (member.status, member.reason) == ("confirmed", "")


def test_a_yes_from_someone_under_eighteen_has_her_guardians_asked() -> None:
    group = make_group_application()
    member, officer = (
        group.members.earliest("pk"),
        make_staff(Role.CASE_OFFICER, rounds=[group.round]),
    )
    record(member, officer, told=TOLD_OF_ONE)
    approval = member.approvals.get()
    assert (approval.email, approval.status) == ("hanna@example.org", "invited")


def test_guardians_without_an_address_answer_on_paper_too() -> None:
    group = make_group_application()
    member, officer = (
        group.members.earliest("pk"),
        make_staff(Role.CASE_OFFICER, rounds=[group.round]),
    )
    record(member, officer, told={"custody": {"situation": ""}, "guardians": {"first_name": "Hanna Exempel"}})
    assert [(each.name, each.status) for each in member.approvals.all()] == [
        ("Hanna Exempel", "unreachable"),
        ("", "unreachable"),
    ]


def test_a_yes_from_someone_under_eighteen_needs_to_tell_about_guardians() -> None:
    group = make_group_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[group.round])
    before = portal_snapshot()
    with pytest.raises(ValueError, match="guardians"):
        record(group.members.earliest("pk"), officer)
    assert portal_snapshot() == before


@pytest.mark.parametrize("comes", [True, False])
def test_a_paper_that_says_nothing_new_is_refused(member: GroupMember, officer: User, comes: bool) -> None:
    (confirm if comes else decline)(member=member)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        record(member, officer, comes=comes)
    assert portal_snapshot() == before


def test_a_paper_about_an_older_version_is_refused(
    group: Application, member: GroupMember, officer: User
) -> None:
    newer_version(group)
    with pytest.raises(WrongState):
        record(member, officer)


def test_nothing_is_written_down_after_the_decision(
    group: Application, member: GroupMember, officer: User
) -> None:
    Application.objects.filter(pk=group.pk).update(state=State.WITHDRAWN)
    with pytest.raises(WrongState):
        record(member, officer)


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role != Role.CASE_OFFICER])
def test_nobody_but_a_case_officer_of_the_round_writes_it_down(
    group: Application, member: GroupMember, role: Role
) -> None:
    people = [
        make_staff(role, rounds=[group.round]),
        make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
        group.applicant,
    ]
    before = portal_snapshot()
    for person in people:
        with pytest.raises(NotAllowed):
            record(member, person)
    assert portal_snapshot() == before


def test_she_can_still_change_it_by_her_own_link(member: GroupMember, officer: User) -> None:
    record(member, officer)
    decline(member=member, reason="Jag har prov.")
    member.refresh_from_db()
    assert member.status == "declined"


def test_the_answer_goes_along_to_a_version_with_the_same_words(
    group: Application, member: GroupMember, officer: User
) -> None:
    record(member, officer)
    version = ApplicationVersion.objects.create(
        application=group, number=2, answers=group.latest_version.answers, received_at=group.received_at
    )
    carry_answers_over(group.versions.get(number=1), version)
    event = group.events.get(kind="member_confirmed")
    copy = group.members.get(version=version, status="confirmed")
    assert copy.answered_at.isoformat() == event.data["answered_at"]


def test_the_contact_person_reads_who_has_answered_and_not_who_wrote_it_down(
    group: Application, member: GroupMember, officer: User
) -> None:
    record(member, officer)
    with override("en"):
        titles = [each["title"] for each in timeline(group)]
    assert titles[-1] == "Bo Exempel said yes"
