"""The group on the case page, and sending the question to a member again."""

from collections.abc import Callable, Generator

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from home.models import User
from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, GroupMember, OutboxMessage, Round
from stipend_portal.review.members import shown_group
from stipend_portal.services.errors import AddressTaken, NotAllowed, WrongState
from stipend_portal.services.member import confirm, decline
from stipend_portal.services.member_record import ask_member_again, current_members
from stipend_portal.states import Role, State
from tests.factories.members import TOLD_OF_ONE
from tests.factories.portal import make_application, make_group_application, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
OFFICER = frozenset({Role.CASE_OFFICER})
NOT_ASKED = {
    "custody": {"situation": "not_asked"},
    "guardians": {"safe_contact": "070 000 00 00 efter 15", "private_reason": ""},
}


@pytest.fixture(autouse=True)
def _february() -> Generator[None, None, None]:
    """It is the first of February 2027, so that ages stay what they are."""
    with time_machine.travel("2027-02-01T12:00:00+01:00"):
        yield


@pytest.fixture
def group(round_: Round) -> Application:
    """A group of three, whose others are under eighteen."""
    return make_group_application(round=round_)


@pytest.fixture
def member(group: Application) -> GroupMember:
    """The first of the others."""
    return group.members.earliest("pk")


def shown(case: Application, roles: frozenset[Role] = OFFICER) -> list[tuple[str, int, str, str, bool]]:
    """What the case page says of each: name, age, answer, guardians, whether she can be asked again."""
    approvals = list(case.approvals.select_related("member"))
    return [
        (
            each.member.name,
            each.age,
            each.member.status,
            each.guardians.text,
            bool(each.ask_again_url),
        )
        for each in shown_group(case, current_members(case), approvals, roles).members
    ]


def again(member: GroupMember) -> str:
    """The address of the confirm page."""
    return f"/admin/arenden/{member.application_id}/deltagare/{member.pk}/fraga-igen/"


# -- What is shown -------------------------------------------------------------------------------


def test_each_member_is_shown_with_age_answer_and_guardians(group: Application) -> None:
    bo, cecilia = group.members.all()
    confirm(member=bo, told=TOLD_OF_ONE)
    decline(member=cecilia, reason="Jag har prov.")
    with override("en"):
        rows = shown(group)
    assert rows == [
        ("Bo Exempel", 17, "confirmed", "0 of 1", False),
        ("Cecilia Exempel", 17, "declined", "Not needed", False),
    ]


def test_only_members_of_the_newest_version_are_shown(group: Application) -> None:
    version = group.versions.get()
    group.versions.create(number=2, answers=version.answers, received_at=version.received_at)
    assert shown(group) == []


def test_only_a_case_officer_is_offered_to_ask_again(group: Application) -> None:
    assert [row[-1] for row in shown(group, frozenset({Role.BOARD_SECRETARY}))] == [False, False]
    assert [row[-1] for row in shown(group)] == [True, True]


def test_nobody_is_asked_again_after_the_decision(round_: Round) -> None:
    assert [row[-1] for row in shown(make_group_application(round=round_, state=State.DECIDED))] == [
        False
    ] * 2


def test_someone_who_applies_alone_has_no_group(round_: Round) -> None:
    case = make_application(round=round_)
    assert shown(case) == []


def test_how_to_reach_someone_who_cannot_ask_at_home_is_shown(member: GroupMember) -> None:
    confirm(member=member, told=NOT_ASKED)
    case = member.application
    first = shown_group(case, current_members(case), case.approvals.all(), OFFICER).members[0]
    assert first.safe_contact == "070 000 00 00 efter 15"


def test_the_case_page_tells_that_the_group_is_not_complete_and_who_has_said_no(
    as_user: SignIn, officer: User, group: Application
) -> None:
    decline(member=group.members.latest("pk"), reason="Jag har prov.")
    page = text(as_user(officer).get(f"/admin/arenden/{group.pk}/"))
    for words in ("Of the others, 0 of 2 have said yes.", "Someone has said no.", "Jag har prov."):
        assert words in page
    assert "No, not everyone in the group has said yes" in page


def test_preparing_warns_of_members_who_have_not_said_yes(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    group = make_group_application(round=round_, state=State.IN_REVIEW, born="2008-03-27")
    alone = make_application(round=round_, state=State.IN_REVIEW, guardians=0)
    client = as_user(officer)
    words = "Of the others in the group, 0 of 2 have said yes."
    assert words in text(client.get(f"/admin/arenden/{group.pk}/bered/"))
    assert "Of the others in the group" not in text(client.get(f"/admin/arenden/{alone.pk}/bered/"))
    for member in group.members.all():
        confirm(member=member)
    assert "Of the others in the group" not in text(client.get(f"/admin/arenden/{group.pk}/bered/"))


def test_the_case_page_takes_as_many_queries_for_a_large_group_as_for_a_small(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    client, counts = as_user(officer), []
    for people in (2, 4):
        case = make_group_application(people, round=round_)
        for member in case.members.all():
            confirm(member=member, told=TOLD_OF_ONE)
        client.get(f"/admin/arenden/{case.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/admin/arenden/{case.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


# -- Asking again --------------------------------------------------------------------------------


@pytest.mark.sqlite
def test_the_question_goes_to_a_corrected_address_and_old_links_are_worthless(
    member: GroupMember, officer: User
) -> None:
    old = member.token
    asked = ask_member_again(member=member, actor=officer, email="bosse@example.org")
    assert (asked.email, asked.token != old) == ("bosse@example.org", True)
    with pytest.raises(GroupMember.DoesNotExist):
        GroupMember.from_token(old)
    event = member.application.events.latest("pk")
    assert (event.kind, event.actor, event.data) == (
        "member_asked_again",
        officer,
        {"member": member.pk, "version": 1, "corrected": True},
    )


def test_the_first_mail_that_still_waits_does_not_bring_the_new_link_to_the_old_address(
    member: GroupMember, officer: User
) -> None:
    ask_member_again(member=member, actor=officer, email="bosse@example.org")
    send_all()
    recipients = [each.to[0] for each in mail.outbox]
    assert (recipients.count("bo@example.org"), recipients.count("bosse@example.org")) == (0, 1)
    assert list(
        OutboxMessage.objects.filter(kind="member_invitation", member=member).values_list(
            "recipient", "status"
        )
    ) == [("bosse@example.org", "sent"), ("bo@example.org", "failed")]


def test_what_was_sent_in_stays_as_it_was(member: GroupMember, officer: User) -> None:
    ask_member_again(member=member, actor=officer, email="bosse@example.org")
    assert member.version.answers["members"]["rows"][0]["email"] == "bo@example.org"
    assert member.application.latest_version.is_intact


@pytest.mark.parametrize("email", ["CECILIA@example.org", "contact"])
def test_the_address_of_another_is_taken(member: GroupMember, officer: User, email: str) -> None:
    email = member.application.applicant.email.upper() if email == "contact" else email
    before = portal_snapshot()
    with pytest.raises(AddressTaken):
        ask_member_again(member=member, actor=officer, email=email)
    assert portal_snapshot() == before


def test_who_has_answered_is_not_asked_again(member: GroupMember, officer: User) -> None:
    decline(member=member)
    with pytest.raises(WrongState):
        ask_member_again(member=member, actor=officer, email="bosse@example.org")


def test_only_a_case_officer_asks_again(member: GroupMember, secretary: User) -> None:
    stranger = make_staff(Role.CASE_OFFICER)
    for person in (secretary, stranger):
        with pytest.raises(NotAllowed):
            ask_member_again(member=member, actor=person, email="bosse@example.org")


def test_the_confirm_page_changes_nothing_until_it_is_posted(
    as_user: SignIn, officer: User, member: GroupMember
) -> None:
    client = as_user(officer)
    before = portal_snapshot()
    page = client.get(again(member))
    assert (page.status_code, 'value="bo@example.org"' in text(page)) == (200, True)
    assert portal_snapshot() == before
    response = client.post(again(member), {"email": "bosse@example.org"})
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/admin/arenden/{member.application_id}/",
    )
    member.refresh_from_db()
    assert member.email == "bosse@example.org"


@pytest.mark.parametrize("email", ["", "hej", "cecilia@example.org"])
def test_an_address_that_cannot_be_used_is_told_and_kept(
    as_user: SignIn, officer: User, member: GroupMember, email: str
) -> None:
    before = portal_snapshot()
    response = as_user(officer).post(again(member), {"email": email})
    assert response.status_code == 422
    assert "review-notice--error" in text(response)
    assert response.context["form"]["email"].value() == email
    assert portal_snapshot() == before


def test_too_late_is_told(as_user: SignIn, officer: User, member: GroupMember) -> None:
    confirm(member=member, told=NOT_ASKED)
    response = as_user(officer).post(again(member), {"email": "bosse@example.org"})
    assert response.status_code == 409
    assert "has answered meanwhile" in text(response)


def test_a_member_of_another_case_is_not_found(
    as_user: SignIn, officer: User, member: GroupMember, round_: Round
) -> None:
    other = make_group_application(round=round_)
    url = f"/admin/arenden/{other.pk}/deltagare/{member.pk}/fraga-igen/"
    assert as_user(officer).get(url).status_code == 404
