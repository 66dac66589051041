"""Rounds and stipends in the admin: who edits them, and what the forms say."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from home.models import User
from stipend_portal.models import Programme, Round, RoundRole
from stipend_portal.states import Role
from tests.factories.portal import UserFactory, make_applicant, make_round, make_staff
from tests.factories.setting_up import programme_as_sent, round_as_sent
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(round_: Round) -> str:
    """Where a round is edited."""
    return reverse("rounds:edit", args=[round_.pk])


def test_an_officer_makes_a_stipend_and_a_round_with_its_people(as_user: SignIn, officer: User) -> None:
    client = as_user(officer)
    stipend = Programme(
        name="Resestipendiet",
        name_en="Travel",
        purpose="Att resa",
        purpose_en="To travel",
        rules="Resan ska vara till ett annat land.",
        amount_rule="share",
        share_percent=60,
        retention_years=5,
        retention_basis="Exempelplanen § 3",
    )
    assert client.post(reverse("programmes:add"), programme_as_sent(stipend)).status_code == 302
    made = Round(
        programme=Programme.objects.get(name="Resestipendiet", share_percent=60, retention_years=5),
        name="Vår",
        name_en="Spring",
        slug="var-2027",
        contact="Exempelenheten",
        opens_at=datetime.fromisoformat("2027-02-01T08:00+01:00"),
        closes_at=datetime.fromisoformat("2027-03-15T23:59+01:00"),
        completeness_due=date(2027, 3, 22),
        assessment_due=date(2027, 4, 12),
        decision_planned=date(2027, 4, 27),
        age_day=date(2027, 6, 1),
        residence="lives",
        pot=50_000,
        ceiling=8_000,
        blind=True,
    )
    criteria = [
        {"name": "Syfte", "name_en": "Purpose", "weight": 3, "highest": 5, "guidance": "", "ORDER": 1},
        {"name": "Plan", "name_en": "Plan", "weight": 1, "highest": 4, "guidance": "", "ORDER": 2},
    ]
    sent = round_as_sent(made, [(officer, "case_officer")], criteria)
    response = client.post(reverse("rounds:add"), sent)
    saved = Round.objects.get(slug="var-2027")
    assert response.headers["Location"] == reverse("rounds:round", args=[saved.pk])
    assert saved.closes_at.isoformat() == "2027-03-15T22:59:00+00:00"
    assert (saved.residence, saved.blind, saved.phase, saved.assessment_due) == (
        "lives",
        True,
        "open",
        date(2027, 4, 12),
    )
    assert [(role.user, role.role) for role in saved.roles.all()] == [(officer, Role.CASE_OFFICER)]
    assert list(saved.criteria.values_list("name", "weight", "highest")) == [("Syfte", 3, 5), ("Plan", 1, 4)]
    assert [(event.kind, event.data) for event in saved.events.all()] == [
        ("created", {"people": [[str(officer), "case_officer"]]})
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"completeness_due": "2027-03-14"}, "This day comes before “closes” (2027-03-15)."),
        (
            {"completeness_due": "2027-03-20", "assessment_due": "2027-03-19"},
            "This day comes before “completeness check done by” (2027-03-20).",
        ),
        ({"decision_planned": "2027-03-01"}, "This day comes before “closes” (2027-03-15)."),
        ({"completeness_due": "2027-03-15", "decision_planned": "2027-03-15"}, ""),
    ],
)
def test_planned_days_come_in_the_order_of_the_work(
    as_user: SignIn, officer: User, changes: dict[str, str], words: str
) -> None:
    closes_at = datetime.fromisoformat("2027-03-15T23:59+01:00")
    round_ = make_round(opens_at=datetime.fromisoformat("2027-03-01T08:00+01:00"), closes_at=closes_at)
    response = as_user(officer).post(url(round_), round_as_sent(round_, change_reason="Flyttat.", **changes))
    assert response.status_code == (200 if words else 302)
    assert words in text(response)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_at": "2020-01-31 12:00"}, "The round must close after it opens."),
        ({"max_age": "12"}, "The highest age must not be below the lowest."),
        ({"ceiling": "50001"}, "The most for one person must fit in the money to grant."),
        ({"ceiling": "0"}, "The most for one person must fit in the money to grant."),
        ({"pot": "9000"}, "More has been granted than that."),
        ({"max_age": "121"}, "Write an age of at most 120 years."),
        ({"min_age": "121", "max_age": "121"}, "Write an age of at most 120 years."),
        ({"closes_at": "9999-12-31 23:59"}, "This day is too far ahead."),
        ({"age_day": "9999-06-01"}, "This day is too far ahead."),
        ({"decision_planned": "9999-06-01"}, "This day is too far ahead."),
    ],
)
def test_a_round_that_cannot_be_is_explained(
    as_user: SignIn, officer: User, round_: Round, changes: dict[str, str], words: str
) -> None:
    Round.objects.filter(pk=round_.pk).update(granted=10_000)
    response = as_user(officer).post(url(round_), round_as_sent(round_, **changes))
    assert response.status_code == 200
    assert words in text(response)


def test_what_has_been_granted_cannot_be_typed(as_user: SignIn, officer: User, round_: Round) -> None:
    as_user(officer).post(url(round_), round_as_sent(round_, granted="7"))
    round_.refresh_from_db()
    assert round_.granted == 0


def test_only_staff_can_be_named_in_a_round(as_user: SignIn, officer: User, round_: Round) -> None:
    applicant = make_applicant(email="alva@example.org", first_name="Alva")
    client = as_user(officer)
    page = text(client.get(url(round_)))
    assert "Alva" not in page
    response = client.post(url(round_), round_as_sent(round_, [(applicant, "case_officer")]))
    assert response.status_code == 200
    assert not RoundRole.objects.filter(user=applicant).exists()


def test_a_role_needs_the_group_of_the_same_name(as_user: SignIn, officer: User, round_: Round) -> None:
    auditor = make_staff(Role.AUDITOR)
    response = as_user(officer).post(url(round_), round_as_sent(round_, [(auditor, "case_officer")]))
    assert "is not in the user group" in text(response)
    assert not RoundRole.objects.filter(user=auditor).exists()


def test_the_same_person_twice_in_one_role_is_a_slip(as_user: SignIn, officer: User, round_: Round) -> None:
    people = [(officer, "case_officer")] * 2
    data = round_as_sent(round_, people)
    response = as_user(officer).post(url(round_), data)
    assert response.status_code == 200


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_those_who_only_read_rounds_cannot_change_them(as_user: SignIn, round_: Round, role: Role) -> None:
    client = as_user(make_staff(role, rounds=[round_]))
    assert client.get(reverse("rounds:index")).status_code == 200
    before = round_.pot
    assert client.post(url(round_), round_as_sent(round_, pot="60000")).status_code == 302
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


@pytest.mark.parametrize(
    ("role", "cases"),
    [
        (Role.CASE_OFFICER, True),
        (Role.BOARD_SECRETARY, True),
        (Role.AUDITOR, True),
        (Role.FINANCE, True),
        (Role.COMMITTEE_MEMBER, False),
        (Role.STRATEGIST, False),
    ],
)
def test_the_menu_leads_to_the_cases_for_those_who_have_a_list_of_them(
    as_user: SignIn, round_: Round, role: Role, cases: bool
) -> None:
    page = text(as_user(make_staff(role, rounds=[round_])).get("/admin/"))
    menu = page.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
    assert ('"url": "/admin/arenden/"' in menu, 'href="/admin/arenden/"' in page) == (cases, cases)


def test_an_officer_switches_questions_on_and_sets_amounts_in_groups(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    switches = {"applicants": "both", "largest_group": "6", "asks_host": "on", "attachments": "required"}
    sent = programme_as_sent(round_.programme, [("3", "6000"), ("5", "5000")], **switches)
    address = reverse("programmes:edit", args=[round_.programme_id])
    assert as_user(officer).post(address, {**sent, "change_reason": "Fler kan åka."}).status_code == 302
    saved = Programme.objects.get()
    assert (saved.applicants, saved.largest_group, saved.attachments) == ("both", 6, "required")
    assert (saved.asks_host, saved.asks_school) == (True, False)
    assert list(saved.group_amounts.values_list("people", "amount")) == [(3, 6000), (5, 5000)]


@pytest.mark.parametrize(
    ("amounts", "changes", "words"),
    [
        ([], {"largest_group": "1"}, "A group has 2 to 30 people."),
        ([], {"most_attachments": "31"}, "Allow 1 to 30 attachments."),
        ([("1", "6000")], {}, "Write 2 people or more, and an amount above zero."),
        ([("3", "0")], {}, "Write 2 people or more, and an amount above zero."),
        ([("11", "6000")], {}, "A group has at most 10 people in this stipend"),
        ([], {"amount_rule": "share"}, "Write how large a share of the cost is granted, 1 to 100."),
        (
            [],
            {"amount_rule": "share", "share_percent": "101"},
            "Write how large a share of the cost is granted, 1 to 100.",
        ),
        ([], {"share_percent": "60"}, "Leave this empty, or choose above that a share of the cost is paid."),
        ([], {"retention_years": "5"}, "Write by which decision cases may be removed after that time."),
        (
            [],
            {"retention_years": "0", "retention_basis": "Exempelplanen § 3"},
            "Write 1 year or more, or leave it empty to keep cases for good.",
        ),
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
    sent = programme_as_sent(round_.programme, amounts, change_reason="Prov.", **changes)
    response = as_user(officer).post(address, sent)
    assert response.status_code == 200
    assert text(response).count(words) == 1


def test_the_same_size_of_group_twice_is_a_slip(as_user: SignIn, officer: User, round_: Round) -> None:
    address = reverse("programmes:edit", args=[round_.programme_id])
    sent = programme_as_sent(round_.programme, [("3", "1"), ("3", "2")], change_reason="Prov.")
    assert as_user(officer).post(address, sent).status_code == 200
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
    response = as_user(officer).post(
        url(round_), round_as_sent(round_, assurance_level=level, change_reason="E-legitimation nu.")
    )
    assert response.status_code == (200 if words else 302)
    assert words in text(response)
    round_.refresh_from_db()
    assert round_.assurance_level == (1 if words else int(level))


def test_an_address_that_is_used_for_something_else_is_refused(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    response = as_user(officer).post(url(round_), round_as_sent(round_, slug="utkast"))
    assert "This address is used for something else." in text(response)
