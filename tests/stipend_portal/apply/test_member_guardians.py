"""A group's member under eighteen tells who her guardians are before her yes, and no word of hers is lost."""

import re

import pytest
from django.core import mail
from django.test import Client

from stipend_portal.mail.worker import send_all
from stipend_portal.models import GroupMember
from tests.factories.members import OF_AGE, TWO, link, newer_version, page_of, say, shown_values
from tests.factories.portal import make_group_application
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def minor(db: None) -> GroupMember:
    """The first of two others in a group, under eighteen."""
    return make_group_application(guardians=2).members.earliest("pk")


@pytest.fixture
def adult(db: None) -> GroupMember:
    """The first of two others in a group, of full age."""
    return make_group_application(born=OF_AGE).members.earliest("pk")


def test_under_eighteen_she_is_told_that_guardians_are_asked_for(minor: GroupMember) -> None:
    assert "You are under 18." in page_of(minor)


def test_under_eighteen_her_yes_takes_two_pages_about_her_guardians(minor: GroupMember) -> None:
    before = portal_snapshot()
    first = say(minor, "yes")
    assert (first.status_code, "Who decides about you?" in first.content.decode()) == (200, True)
    assert "error-summary" not in first.content.decode()
    second = say(minor, "yes", "custody", **{"vem-bestammer-situation": "two"})
    assert (second.status_code, "Your guardians" in second.content.decode()) == (200, True)
    assert "error-summary" not in second.content.decode()
    assert portal_snapshot() == before
    assert say(minor, "yes", "guardians", **TWO).status_code == 302
    minor.refresh_from_db()
    assert minor.status == "confirmed"
    assert minor.custody == {
        "custody": {"situation": "two"},
        "guardians": {
            "first_name": "Hanna Exempel",
            "first_email": "hanna@example.org",
            "second_name": "Hugo Exempel",
            "second_email": "hugo@example.org",
        },
    }
    page = page_of(minor)
    assert "Hanna Exempel" in page
    assert "hanna@example.org" not in page


def test_her_guardians_get_a_link_that_opens(minor: GroupMember) -> None:
    say(minor, "yes", "guardians", **TWO)
    send_all()
    [body] = [each.body for each in mail.outbox if each.to == ["hanna@example.org"]]
    paths = re.findall(r"http://testserver(\S*/godkann/\S+)", body)
    pages = [Client().get(path) for path in paths]
    assert [page.status_code for page in pages] == [200, 200]
    assert "Bo Exempel" in pages[1].content.decode()


def test_no_situation_chosen_is_told(minor: GroupMember) -> None:
    response = say(minor, "yes", "custody")
    assert response.status_code == 422
    assert "Choose what is true for you." in response.content.decode()


@pytest.mark.parametrize("posted", [{}, {"vem-bestammer-situation": "mamma"}])
def test_the_second_page_without_the_first_is_the_first(minor: GroupMember, posted: dict[str, str]) -> None:
    response = say(minor, "yes", "guardians", **posted)
    assert response.status_code == 422
    assert "Who decides about you?" in response.content.decode()
    minor.refresh_from_db()
    assert minor.status == "invited"


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("hej", "Write an e-mail address like namn@example.org."),
        ("BO@example.org", "This is your own address."),
        ("cecilia@example.org", "This is the address of someone else in the group."),
        ("hanna@example.org", "The two guardians need an address each"),
        ("", "Write the other guardian's e-mail address"),
    ],
)
def test_a_guardians_address_that_cannot_be_hers_is_told_and_nothing_is_lost(
    minor: GroupMember, email: str, words: str
) -> None:
    response = say(minor, "yes", "guardians", **{**TWO, "vardnadshavare-second_email": email})
    page = response.content.decode().replace("&#x27;", "'")
    assert response.status_code == 422
    assert words in page
    kept = {**TWO, "vardnadshavare-second_email": email}
    assert shown_values(response) == {name: value for name, value in kept.items() if value}
    minor.refresh_from_db()
    assert minor.status == "invited"


def test_the_contact_persons_address_as_guardians_is_caught(minor: GroupMember) -> None:
    own = minor.application.applicant.email.upper()
    response = say(minor, "yes", "guardians", **{**TWO, "vardnadshavare-first_email": own})
    assert response.status_code == 422
    assert "This is the address of someone else in the group." in response.content.decode()


def test_who_cannot_ask_a_guardian_comes_to_a_person_and_nobody_at_home_is_written_to(
    minor: GroupMember,
) -> None:
    situation = {"vem-bestammer-situation": "not_asked"}
    page = say(minor, "yes", "custody", **situation).content.decode()
    assert "How can we reach you safely?" in page
    assert "116 111" in page
    contact = {"vardnadshavare-safe_contact": "070 000 00 00 efter 15", "vardnadshavare-private_reason": ""}
    assert say(minor, "yes", "guardians", **situation, **contact).status_code == 302
    assert list(minor.approvals.values_list("status", flat=True)) == ["not_asked"]
    assert not minor.application.messages.filter(approval__member=minor).exists()
    assert "A person at the municipality contacts you first." in page_of(minor)


def test_going_back_and_choosing_otherwise_loses_no_word(minor: GroupMember) -> None:
    back = say(minor, "yes", "guardians", **TWO, back="1")
    assert (back.status_code, "Who decides about you?" in back.content.decode()) == (200, True)
    assert shown_values(back) == TWO
    one = say(minor, "yes", "custody", **{**TWO, "vem-bestammer-situation": "one"})
    assert shown_values(one) == {**TWO, "vem-bestammer-situation": "one"}
    assert "The other guardian: name" not in one.content.decode()


@pytest.mark.parametrize("page", ["custody", "guardians"])
def test_the_other_language_keeps_what_is_typed_and_judges_nothing(minor: GroupMember, page: str) -> None:
    words = {**TWO, "vardnadshavare-second_email": "inte klart"}
    response = Client().post(link(minor, ""), {"answer": "yes", "page": page, **words, "switch": "1"})
    assert response.status_code == 200
    assert "error-summary" not in response.content.decode()
    assert shown_values(response) == words


def test_the_other_language_keeps_the_reason(adult: GroupMember) -> None:
    response = Client().post(
        link(adult, ""), {"answer": "no", "page": "no", "reason": "Rad ett\nRad två", "switch": "1"}
    )
    assert response.status_code == 200
    assert shown_values(response) == {"reason": "Rad ett\nRad två"}
    assert f'formaction="{link(adult)}"' in response.content.decode()


@pytest.mark.parametrize(("answer", "page"), [("no", "no"), ("yes", "custody")])
def test_back_from_the_first_page_leads_to_hers(minor: GroupMember, answer: str, page: str) -> None:
    response = say(minor, answer, page, back="1")
    assert (response.status_code, response.headers["Location"]) == (302, link(minor))


def test_asked_about_a_newer_version_she_finds_what_she_told_before(minor: GroupMember) -> None:
    say(minor, "yes", "guardians", **TWO)
    newer_version(minor.application)
    newest = minor.application.members.filter(version__number=2).earliest("pk")
    assert shown_values(say(newest, "yes")) == TWO


def test_a_yes_after_a_no_asks_no_second_time_about_guardians(minor: GroupMember) -> None:
    say(minor, "yes", "guardians", **TWO)
    say(minor, "no", "no")
    assert say(minor, "yes").status_code == 302
    minor.refresh_from_db()
    assert (minor.status, minor.approvals.count()) == ("confirmed", 2)


def test_a_guardian_of_one_who_stays_at_home_is_told_that_no_answer_is_needed(minor: GroupMember) -> None:
    say(minor, "yes", "guardians", **TWO)
    guardian = f"/en/godkann/{minor.approvals.earliest('pk').token}/"
    say(minor, "no", "no")
    page = Client().get(guardian).content.decode()
    assert "she or he is not coming along" in page
    assert minor.name not in page
    assert Client().post(guardian, {"answer": "approve"}).status_code == 409
    say(minor, "yes")
    assert Client().post(guardian, {"answer": "approve"}).status_code == 302
