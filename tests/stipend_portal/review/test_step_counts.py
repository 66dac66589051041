"""How far people came: numbers for those who work with the round, and nobody in them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Round, StepCount
from stipend_portal.questions import sections_for
from stipend_portal.review.step_counts import how_far
from stipend_portal.states import Role
from tests.factories.portal import UserFactory, make_round, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def count(round_: Round, **drafts: int) -> None:
    """Let so many have come so far; `om_dig` stands for `om-dig`."""
    for step, number in drafts.items():
        StepCount.objects.create(round=round_, step=step.replace("_", "-"), drafts=number)


def told(round_: Round) -> dict[str, tuple[str, str, int]]:
    """The stages in English."""
    with override("en"):
        return {str(each.title): (each.number, each.share, each.width) for each in how_far(round_)}


def url(round_: Round) -> str:
    """Where the numbers are."""
    return reverse("rounds:step_counts", args=[round_.pk])


def test_each_page_is_told_as_a_share_of_those_who_began(round_: Round) -> None:
    count(round_, begun=2000, om_dig=1500, resan=999, sent=500)
    stages = told(round_)
    with override("en"):
        pages = [str(each.title) for each in sections_for(round_.programme)]
    assert list(stages) == ["Begun", *pages, "Sent in"]
    assert stages["Begun"] == ("2,000", "100%", 100)
    assert stages["About you"] == ("1,500", "75%", 75)
    assert stages["The trip"] == ("999", "50%", 50)
    assert stages["What it costs"] == ("0", "0%", 0)
    assert stages["Sent in"] == ("500", "25%", 25)


def test_small_numbers_are_told_only_as_small(round_: Round) -> None:
    count(round_, begun=5, om_dig=4, resan=1)
    stages = told(round_)
    assert stages["Begun"] == ("5", "100%", 100)
    assert stages["About you"] == stages["The trip"] == ("under 5", "", 0)
    assert stages["Sent in"] == ("0", "0%", 0)


def test_a_round_that_nobody_has_begun_is_all_zeros(round_: Round) -> None:
    assert set(told(round_).values()) == {("0", "", 0)}


def test_only_the_pages_that_the_stipend_asks_are_told(round_: Round) -> None:
    assert "The others in the group" not in told(round_)
    round_.programme.applicants = "both"
    assert "The others in the group" in told(round_)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CASE_OFFICER, 200),
        (Role.BOARD_SECRETARY, 200),
        (Role.AUDITOR, 200),
        (Role.STRATEGIST, 200),
        (Role.FINANCE, 404),
        (Role.COMMITTEE_MEMBER, 404),
    ],
)
def test_those_who_work_with_the_round_see_them(
    as_user: SignIn, round_: Round, role: Role, status: int
) -> None:
    client = as_user(make_staff(role, rounds=[round_]))
    assert client.get(url(round_)).status_code == status
    assert client.get(url(make_round())).status_code == 404


def test_an_administrator_without_a_role_sees_no_numbers(as_user: SignIn, round_: Round) -> None:
    client = as_user(UserFactory(is_superuser=True))
    assert client.get(url(round_)).status_code == 404
    assert url(round_) not in text(client.get(reverse("rounds:round", args=[round_.pk])))


def test_the_page_of_ones_own_round_leads_there(as_user: SignIn, round_: Round) -> None:
    client, other = as_user(make_staff(Role.STRATEGIST, rounds=[round_])), make_round()
    mine, others = (text(client.get(reverse("rounds:round", args=[each.pk]))) for each in (round_, other))
    assert f'href="{url(round_)}"' in mine
    assert url(other) not in others


def test_the_page_says_why_small_numbers_are_hidden(as_user: SignIn, officer: User, round_: Round) -> None:
    count(round_, begun=7, om_dig=3)
    page = text(as_user(officer).get(url(round_)))
    assert "under 5" in page
    assert "could tell something about one person" in page
    assert round_.name in page


@pytest.mark.parametrize("steps", [1, 3])
def test_the_numbers_cost_the_same_however_many(
    round_: Round, steps: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    count(round_, **dict.fromkeys(["begun", "om_dig", "resan"][:steps], 9))
    round_ = Round.objects.select_related("programme").get(pk=round_.pk)
    with django_assert_num_queries(1):
        how_far(round_)
