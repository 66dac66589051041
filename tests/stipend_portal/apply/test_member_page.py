"""The page of a group's member: opening it changes nothing, a button answers, and an old link leads on."""

import re
from typing import Any

import pytest
import time_machine
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from stipend_portal.mail.worker import send_all
from stipend_portal.models import GroupMember
from stipend_portal.services.member import confirm, decline
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import State
from tests.factories.members import OF_AGE, TWO, link, newer_version, page_of, say
from tests.factories.portal import ANSWERS, make_group_application
from tests.factories.snapshot import portal_snapshot, site_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def minor(db: None) -> GroupMember:
    """The first of two others in a group, under eighteen."""
    return make_group_application(guardians=2).members.earliest("pk")


@pytest.fixture
def adult(db: None) -> GroupMember:
    """The first of two others in a group, of full age."""
    return make_group_application(born=OF_AGE).members.earliest("pk")


# -- The link ------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_mailed_links_open_the_page(adult: GroupMember, prefix: str) -> None:
    send_all()
    [body] = [each.body for each in mail.outbox if each.to == [adult.email]]
    paths = re.findall(r"http://testserver(\S*/godkann/deltagare/\S+)", body)
    assert paths == [link(adult, ""), link(adult)]
    assert Client().get(prefix + link(adult, "")).status_code == 200


@pytest.mark.sqlite
def test_opening_the_link_changes_nothing(client: Client, minor: GroupMember) -> None:
    before = site_snapshot()
    for method in ("get", "head"):
        assert getattr(client, method)(link(minor)).status_code == 200
    assert client.options(link(minor)).status_code == 405
    assert site_snapshot() == before


def test_the_address_is_kept_from_others(client: Client, minor: GroupMember) -> None:
    for response in (client.get(link(minor)), say(minor, "no"), say(minor, "yes")):
        assert response.status_code == 200
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize(
    "forge",
    [
        lambda member: member.token[::-1],
        lambda member: member.token + "x",
        lambda member: member.token.rpartition(":")[0],
        lambda member: signing.dumps([member.pk, member.nonce]),
        lambda member: signing.dumps([member.pk, member.nonce], salt="stipend_portal.guardian"),
        lambda member: signing.dumps([member.pk, member.nonce], key="x" * 50, salt=member.salt),
        lambda member: member.application.reference,
    ],
)
def test_a_forged_link_is_not_found(minor: GroupMember, method: str, forge: Any) -> None:
    before = portal_snapshot()
    url = f"/en/godkann/deltagare/{forge(minor)}/"
    assert getattr(Client(), method)(url, {"answer": "yes"}).status_code == 404
    assert portal_snapshot() == before


def test_a_link_with_an_old_nonce_is_not_found(adult: GroupMember) -> None:
    old = link(adult)
    GroupMember.objects.filter(pk=adult.pk).update(nonce="another")
    assert Client().get(old).status_code == 404
    assert Client().post(old, {"answer": "yes"}).status_code == 404


def test_a_guardians_link_opens_no_members_page_nor_the_other_way_round(minor: GroupMember) -> None:
    guardian = minor.application.approvals.earliest("pk")
    assert Client().get(f"/en/godkann/deltagare/{guardian.token}/").status_code == 404
    assert Client().get(f"/en/godkann/{minor.token}/").status_code == 404


# -- What she reads ------------------------------------------------------------------------------


def test_she_reads_who_applies_the_shared_plan_and_her_own_part(minor: GroupMember) -> None:
    page = page_of(minor)
    for words in (
        "Alva Exempel applies for a stipend for your group. Are you coming?",
        "Bo Exempel",
        "1 May 2010",
        "Lives in Åmål municipality",
        "bo@example.org",
        ANSWERS["trip"]["plan"],
        ANSWERS["why"]["reason"],
        "4,000 kronor",
    ):
        assert words in page


@pytest.mark.parametrize("status", ["invited", "confirmed", "declined"])
def test_she_reads_nothing_private_of_anyone_else(status: str) -> None:
    application = make_group_application(guardians=2, phone="070 123 45 67", born="2011-02-03")
    bo, cecilia = application.members.all()
    confirm(
        member=cecilia,
        told={
            "custody": {"situation": "one"},
            "guardians": {"first_name": "Signe Exempel", "first_email": "signe@example.org"},
        },
    )
    GroupMember.objects.filter(pk=bo.pk).update(birth_date="2010-05-01")
    if status == "confirmed":
        say(bo, "yes", "guardians", **TWO)
    elif status == "declined":
        decline(member=bo)
    bo.refresh_from_db()
    assert bo.status == status
    page = page_of(bo)
    for private in (
        "cecilia@example.org",
        "3 February 2011",
        "27 March 2011",
        "070 123 45 67",
        "Gun Exempel",
        "gun@example.org",
        "Signe Exempel",
        "signe@example.org",
        application.applicant.email,
    ):
        assert private not in page


# -- Yes and no ----------------------------------------------------------------------------------


def test_a_member_of_full_age_says_yes_with_one_button(adult: GroupMember) -> None:
    response = say(adult, "yes")
    assert (response.status_code, response.headers["Location"]) == (302, link(adult))
    adult.refresh_from_db()
    assert adult.status == "confirmed"
    assert "You have said yes" in page_of(adult)
    assert "under 18" not in page_of(adult)


def test_no_asks_why_before_it_is_said(adult: GroupMember) -> None:
    before = portal_snapshot()
    response = say(adult, "no")
    assert response.status_code == 200
    assert "Do you want to tell why?" in response.content.decode()
    assert portal_snapshot() == before


@pytest.mark.parametrize("reason", ["", "Jag har prov den veckan."])
def test_no_is_said_with_or_without_a_reason(adult: GroupMember, reason: str) -> None:
    response = say(adult, "no", "no", reason=reason)
    assert (response.status_code, response.headers["Location"]) == (302, link(adult))
    adult.refresh_from_db()
    assert (adult.status, adult.reason) == ("declined", reason)
    page = page_of(adult)
    assert "You have said no" in page
    assert ("You wrote:" in page) == bool(reason)


def test_a_reason_that_is_too_long_is_told_and_kept(adult: GroupMember) -> None:
    response = say(adult, "no", "no", reason="å" * 1001)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Make the text shorter: at most 1000 characters. It is now 1001." in page
    assert "å" * 1001 in page
    adult.refresh_from_db()
    assert adult.status == "invited"


def test_a_name_with_markup_is_only_text(db: None) -> None:
    member = make_group_application(full_name="<b>Alva</b>").members.earliest("pk")
    for page in (page_of(member), say(member, "no").content.decode()):
        assert "<b>Alva</b>" not in page
        assert "&lt;b&gt;Alva&lt;/b&gt;" in page


def test_she_changes_her_answer_as_often_as_she_likes(adult: GroupMember) -> None:
    assert say(adult, "yes").status_code == 302
    assert say(adult, "no", "no").status_code == 302
    assert say(adult, "yes").status_code == 302
    adult.refresh_from_db()
    assert adult.status == "confirmed"
    kinds = adult.application.events.filter(kind__startswith="member").values_list("kind", flat=True)
    assert list(kinds) == ["member_confirmed", "member_declined", "member_confirmed"]


def test_a_link_takes_twenty_answers_an_hour(adult: GroupMember) -> None:
    cache.clear()
    with time_machine.travel(timezone.now(), tick=False):
        statuses = [say(adult, "yes").status_code for _click in range(21)]
    cache.clear()
    assert statuses == [302] * 20 + [429]


@pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "ja"}, {"answer": "yes\x00"}])
def test_no_choice_is_told_and_answers_nothing(adult: GroupMember, data: dict[str, str]) -> None:
    before = portal_snapshot()
    response = Client().post(link(adult), data)
    assert response.status_code == 422
    assert "Choose yes or no" in response.content.decode()
    assert portal_snapshot() == before


def test_an_answer_without_its_protection_mark_is_refused(adult: GroupMember) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(adult), {"answer": "yes"}).status_code == 403
    adult.refresh_from_db()
    assert adult.status == "invited"


# -- When nothing is asked any more --------------------------------------------------------------


def test_the_page_of_an_older_version_takes_no_answer_and_leads_to_the_newer(adult: GroupMember) -> None:
    newer_version(adult.application, born=OF_AGE)
    newest = adult.application.members.filter(version__number=2).earliest("pk")
    page = page_of(adult)
    assert "A newer version has been sent" in page
    assert f'href="{link(newest)}"' in page
    assert 'name="answer"' not in page
    assert ANSWERS["trip"]["plan"] not in page
    response = say(adult, "yes")
    assert (response.status_code, "A newer version has been sent" in response.content.decode()) == (409, True)
    adult.refresh_from_db()
    assert adult.status == "invited"


def test_who_is_no_longer_in_the_group_is_told_so(adult: GroupMember) -> None:
    last = adult.application.members.latest("pk")
    newer_version(adult.application, members=1)
    assert "your e-mail address is no longer in it" in page_of(last)


def test_a_decided_application_is_read_and_no_longer_answered() -> None:
    member = make_group_application(born=OF_AGE, state=State.DECIDED).members.earliest("pk")
    page = page_of(member)
    assert "nothing can be changed here any more" in page
    assert ANSWERS["trip"]["plan"] in page
    assert 'name="answer"' not in page
    assert say(member, "yes").status_code == 409


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.CLOSED])
def test_a_withdrawn_or_closed_application_is_shown_no_longer(state: State) -> None:
    member = make_group_application(state=state).members.earliest("pk")
    page = page_of(member)
    assert "No answer is needed any more" in page
    for words in (ANSWERS["trip"]["plan"], "Alva Exempel", "Bo Exempel", 'name="answer"'):
        assert words not in page
    assert say(member, "yes", "guardians", **TWO).status_code == 409


def test_an_answer_on_a_page_opened_before_the_withdrawal_is_too_late(minor: GroupMember) -> None:
    application = minor.application
    say(minor, "yes", "custody", **{"vem-bestammer-situation": "two"})
    withdraw(application=application, actor=application.applicant)
    response = say(minor, "yes", "guardians", **TWO)
    assert response.status_code == 409
    assert "Your answer was not changed" in response.content.decode()


# -- The contact person --------------------------------------------------------------------------


def test_the_contact_person_finds_no_link_to_answer_in_a_members_place(minor: GroupMember) -> None:
    client = Client()
    client.force_login(minor.application.applicant)
    for path in ("", f"{minor.application.reference}/", f"{minor.application.reference}/kvitto/"):
        page = client.get(f"/en/mina-ansokningar/{path}").content.decode()
        assert minor.token not in page
        assert minor.nonce not in page
