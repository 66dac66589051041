"""Rounds and stipends in the admin: who edits them, and what the forms say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from home.models import User
from stipend_portal.models import Programme, Round, RoundRole
from stipend_portal.states import Role
from tests.factories.portal import UserFactory, make_applicant, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


# What an editor sends of a stipend beside its words.
SWITCHES = {
    "applicants": "both",
    "largest_group": "6",
    "asks_host": "on",
    "attachments": "required",
    "most_attachments": "3",
    "group_amounts-TOTAL_FORMS": "0",
    "group_amounts-INITIAL_FORMS": "0",
    "group_amounts-MIN_NUM_FORMS": "0",
    "group_amounts-MAX_NUM_FORMS": "1000",
}


def url(round_: Round) -> str:
    """Where a round is edited."""
    return reverse("rounds:edit", args=[round_.pk])


def filled_in(round_: Round, people: list[tuple[User, str]] = (), **changes: str) -> dict[str, Any]:
    """What an editor sends: the round as it is, with these people and changes."""
    data = {
        "programme": str(round_.programme_id),
        "name": round_.name,
        "name_en": round_.name_en,
        "slug": round_.slug,
        "contact": round_.contact,
        "opens_at": "2027-02-01 08:00",
        "closes_at": "2027-03-15 23:59",
        "decision_planned": "",
        "min_age": "13",
        "max_age": "19",
        "age_day": "2027-06-01",
        "pot": "50000",
        "ceiling": "8000",
        "assurance_level": "1",
        "roles-TOTAL_FORMS": str(len(people)),
        "roles-INITIAL_FORMS": "0",
        "roles-MIN_NUM_FORMS": "0",
        "roles-MAX_NUM_FORMS": "1000",
    }
    for number, (user, role) in enumerate(people):
        data |= {f"roles-{number}-user": str(user.pk), f"roles-{number}-role": role, f"roles-{number}-id": ""}
    return {**data, **changes}


def test_an_officer_makes_a_stipend_and_a_round_with_its_people(as_user: SignIn, officer: User) -> None:
    client = as_user(officer)
    words = {"name": "Resestipendiet", "name_en": "Travel", "purpose": "Att resa", "purpose_en": "To travel"}
    assert client.post(reverse("programmes:add"), SWITCHES | words).status_code == 302
    made = Round(programme=Programme.objects.get(name="Resestipendiet"), name="Vår", name_en="Spring")
    made.slug, made.contact = "var-2027", "Exempelenheten"
    response = client.post(reverse("rounds:add"), filled_in(made, [(officer, "case_officer")]))
    assert response.status_code == 302
    saved = Round.objects.get(slug="var-2027")
    assert saved.closes_at.isoformat() == "2027-03-15T22:59:00+00:00"
    assert [(role.user, role.role) for role in saved.roles.all()] == [(officer, Role.CASE_OFFICER)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_at": "2027-01-31 12:00"}, "The round must close after it opens."),
        ({"max_age": "12"}, "The highest age must not be below the lowest."),
        ({"ceiling": "50001"}, "The most for one person must fit in the money to grant."),
        ({"ceiling": "0"}, "The most for one person must fit in the money to grant."),
        ({"pot": "9000"}, "More has been granted than that."),
    ],
)
def test_a_round_that_cannot_be_is_explained(
    as_user: SignIn, officer: User, round_: Round, changes: dict[str, str], words: str
) -> None:
    Round.objects.filter(pk=round_.pk).update(granted=10_000)
    response = as_user(officer).post(url(round_), filled_in(round_, **changes))
    assert response.status_code == 200
    assert words in text(response)


def test_what_has_been_granted_cannot_be_typed(as_user: SignIn, officer: User, round_: Round) -> None:
    as_user(officer).post(url(round_), filled_in(round_, granted="7"))
    round_.refresh_from_db()
    assert round_.granted == 0


def test_only_staff_can_be_named_in_a_round(as_user: SignIn, officer: User, round_: Round) -> None:
    applicant = make_applicant(email="alva@example.org", first_name="Alva")
    client = as_user(officer)
    page = text(client.get(url(round_)))
    assert "Alva" not in page
    response = client.post(url(round_), filled_in(round_, [(applicant, "case_officer")]))
    assert response.status_code == 200
    assert not RoundRole.objects.filter(user=applicant).exists()


def test_a_role_needs_the_group_of_the_same_name(as_user: SignIn, officer: User, round_: Round) -> None:
    auditor = make_staff(Role.AUDITOR)
    response = as_user(officer).post(url(round_), filled_in(round_, [(auditor, "case_officer")]))
    assert "is not in the user group" in text(response)
    assert not RoundRole.objects.filter(user=auditor).exists()


def test_the_same_person_twice_in_one_role_is_a_slip(as_user: SignIn, officer: User, round_: Round) -> None:
    people = [(officer, "case_officer")] * 2
    data = filled_in(round_, people)
    response = as_user(officer).post(url(round_), data)
    assert response.status_code == 200


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_those_who_only_read_rounds_cannot_change_them(as_user: SignIn, round_: Round, role: Role) -> None:
    client = as_user(make_staff(role, rounds=[round_]))
    assert client.get(reverse("rounds:index")).status_code == 200
    before = round_.pot
    assert client.post(url(round_), filled_in(round_, pot="60000")).status_code == 302
    round_.refresh_from_db()
    assert round_.pot == before


@pytest.mark.parametrize("kind", ["rounds", "programmes"])
def test_rounds_and_stipends_are_never_deleted(as_user: SignIn, round_: Round, kind: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"{kind}:delete", args=[1])
    client = as_user(UserFactory(is_superuser=True))
    assert client.get(reverse(f"{kind}:index")).status_code == 200
    assert client.get(url(round_)).status_code == 200


def test_the_menu_of_an_officer_holds_what_she_uses(as_user: SignIn, officer: User) -> None:
    page = text(as_user(officer).get("/admin/"))
    menu = page.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
    for used in ("/admin/arenden/", "/admin/omgangar/", "/admin/stipendier/", "/admin/texter/"):
        assert f'"url": "{used}"' in menu
    for unused in ("/admin/pages/", "/admin/reports/", "/admin/images/", "guide.wagtail.org"):
        assert unused not in menu


def programme_as_sent(round_: Round, amounts: list[tuple[str, str]] = (), **changes: str) -> dict[str, str]:
    """What an editor sends: the stipend as it is, with amounts in groups and changes."""
    programme = round_.programme
    data = {name: getattr(programme, name) for name in ("name", "name_en", "purpose", "purpose_en")}
    data |= SWITCHES | {"group_amounts-TOTAL_FORMS": str(len(amounts))}
    for number, (people, amount) in enumerate(amounts):
        row = f"group_amounts-{number}-"
        data |= {f"{row}people": people, f"{row}amount": amount, f"{row}id": ""}
    return {**data, **changes}


def test_an_officer_switches_questions_on_and_sets_amounts_in_groups(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    address = reverse("programmes:edit", args=[round_.programme_id])
    sent = programme_as_sent(round_, [("3", "6000"), ("5", "5000")])
    assert as_user(officer).post(address, sent).status_code == 302
    saved = Programme.objects.get()
    assert (saved.applicants, saved.largest_group, saved.attachments, saved.most_attachments) == (
        "both",
        6,
        "required",
        3,
    )
    assert (saved.asks_host, saved.asks_school) == (True, False)
    assert list(saved.group_amounts.values_list("people", "amount")) == [(3, 6000), (5, 5000)]


@pytest.mark.parametrize(
    ("amounts", "changes", "words"),
    [
        ([], {"largest_group": "1"}, "A group has 2 to 30 people."),
        ([], {"most_attachments": "31"}, "Allow 1 to 30 attachments."),
        ([("1", "6000")], {}, "Write 2 people or more, and an amount above zero."),
        ([("3", "0")], {}, "Write 2 people or more, and an amount above zero."),
    ],
)
def test_a_stipend_that_cannot_be_is_explained(
    as_user: SignIn,
    officer: User,
    round_: Round,
    amounts: list[tuple[str, str]],
    changes: dict[str, str],
    words: str,
) -> None:
    address = reverse("programmes:edit", args=[round_.programme_id])
    response = as_user(officer).post(address, programme_as_sent(round_, amounts, **changes))
    assert response.status_code == 200
    assert words in text(response)


def test_the_same_size_of_group_twice_is_a_slip(as_user: SignIn, officer: User, round_: Round) -> None:
    address = reverse("programmes:edit", args=[round_.programme_id])
    response = as_user(officer).post(address, programme_as_sent(round_, [("3", "1"), ("3", "2")]))
    assert response.status_code == 200
    assert not round_.programme.group_amounts.exists()


@pytest.mark.parametrize(
    ("eid", "level", "words"),
    [
        (None, "3", "No e-ID is connected to the site, so nobody could apply."),
        (2, "3", "The e-ID that is connected to the site does not reach this level."),
        (3, "3", ""),
        (None, "1", ""),
    ],
)
def test_an_eid_can_be_demanded_only_where_one_reaches_so_far(
    as_user: SignIn, officer: User, round_: Round, settings: Settings, eid: int | None, level: str, words: str
) -> None:
    settings.EID = {"name": "Exempel-id", "levels": {"loa": eid}} if eid else None
    response = as_user(officer).post(url(round_), filled_in(round_, assurance_level=level))
    assert response.status_code == (200 if words else 302)
    assert words in text(response)
    round_.refresh_from_db()
    assert round_.assurance_level == (1 if words else int(level))


def test_an_address_that_is_used_for_something_else_is_refused(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    response = as_user(officer).post(url(round_), filled_in(round_, slug="utkast"))
    assert "This address is used for something else." in text(response)
