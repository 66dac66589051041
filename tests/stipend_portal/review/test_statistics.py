"""Rounds compared in numbers: right, the same in every form, and telling of nobody."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from stipend_portal.models import Application, Round
from stipend_portal.models.decision import Outcome
from stipend_portal.states import Role, State
from tests.factories.portal import decide, make_application, make_round, make_staff
from tests.stipend_portal.documents.reading import read_tags

pytestmark = pytest.mark.django_db


def fill(round_: Round, number: int, **fields: object) -> list[Application]:
    """Some equal applications."""
    return [make_application(round=round_, **fields) for _each in range(number)]


@pytest.fixture
def round_() -> Round:
    """Twelve applications: six to Türi, five to Oslo, one to a place of its own."""
    round_ = make_round(pot=90_000)
    fill(round_, 6)
    fill(round_, 5, destination="Oslo, Norge", guardians=0)
    fill(round_, 1, destination="Rymden", state=State.WITHDRAWN)
    return round_


def page(client: Client, *rounds: Round) -> str:
    """The page as one line of text without tags."""
    query = "&".join(f"round={each.pk}" for each in rounds)
    response = client.get(f"{reverse('statistics:index')}?{query}")
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def tables(client: Client, *rounds: Round) -> dict[str, dict[str, list[object]]]:
    """The spreadsheet as title → label → values."""
    query = "&".join(f"round={each.pk}" for each in rounds)
    response = client.get(f"{reverse('statistics:sheets')}?{query}")
    book = load_workbook(BytesIO(response.content))
    return {
        sheet.title: {row[0]: list(row[1:]) for row in sheet.iter_rows(min_row=2, values_only=True)}
        for sheet in book
    }


def plain(value: object) -> str:
    """A figure without its unit and spaces."""
    return str(value).replace("\xa0", " ").removesuffix(" kronor").replace(" ", "")


def test_a_round_is_counted(client: Client, round_: Round) -> None:
    case = round_.applications.filter(destination="Oslo, Norge").first()
    Application.objects.filter(pk=case.pk).update(state=State.PREPARED)
    case.refresh_from_db()
    decide(case)
    client.force_login(make_staff(Role.STRATEGIST, rounds=[round_]))
    with override("sv"):
        found = tables(client, round_)
    overview, _outcomes, places, ages, _schools = found.values()
    assert list(overview.values())[:8] == [[12], [12], [0], [0], [0], [48_000], [90_000], ["under 5"]]
    # One place is too small to tell, so the next smallest hides it.
    assert list(places.values()) == [[6], [6]]
    assert "Rymden" not in str(found)
    assert sum(row[0] for row in ages.values()) == 12


def test_what_few_were_granted_is_not_told_in_any_form(client: Client, round_: Round) -> None:
    [case] = fill(round_, 1, state=State.PREPARED)
    decide(case, outcome=Outcome.PARTLY_GRANTED, amount=3_333)
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    assert "3333" not in page(client, round_).replace(" ", "").replace("\xa0", "")
    assert str(90_000 - 3_333) not in page(client, round_).replace(" ", "").replace("\xa0", "")
    assert "3333" not in str(tables(client, round_))


def test_days_are_counted_from_sent_to_decided(client: Client) -> None:
    round_ = make_round()
    for days in (10, 20, 20, 30, 40):
        case = make_application(
            round=round_, state=State.PREPARED, received_at=timezone.now() - timedelta(days=days)
        )
        decide(case, amount=4_000)
    client.force_login(make_staff(Role.CASE_OFFICER, rounds=[round_]))
    overview = next(iter(tables(client, round_).values()))
    assert list(overview.values())[-2:] == [[20], [24]]
    assert list(overview.values())[7:11] == [[20_000], [30_000], [4_000], [4_000]]


def test_the_pdf_says_what_the_spreadsheet_says(client: Client, round_: Round) -> None:
    client.force_login(make_staff(Role.STRATEGIST, rounds=[round_]))
    response = client.get(reverse("statistics:pdf"), {"round": round_.pk})
    assert response["Content-Type"] == "application/pdf"
    printed = [[cell.text for cell in row.all("TH", "TD")] for row in read_tags(response.content).all("TR")]
    assert [[row[0], *map(plain, row[1:])] for row in printed if row[0]] == [
        [label, *map(plain, values)]
        for table in tables(client, round_).values()
        for label, values in table.items()
    ]


def test_up_to_four_rounds_stand_side_by_side(client: Client) -> None:
    rounds = [make_round() for _each in range(5)]
    client.force_login(make_staff(Role.STRATEGIST, rounds=rounds))
    overview = next(iter(tables(client, *rounds).values()))
    assert {len(row) for row in overview.values()} == {4}


def test_without_a_choice_the_newest_round_stands_beside_the_one_before_it(client: Client) -> None:
    older = make_round(closed=True)
    newer = make_round(programme=older.programme)
    make_round(closed=True)
    client.force_login(make_staff(Role.STRATEGIST, rounds=[older, newer]))
    text = page(client)
    assert newer.name in text
    assert older.name in text


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.FINANCE, Role.COMMUNICATOR])
def test_other_roles_have_no_statistics(client: Client, role: Role, round_: Round) -> None:
    client.force_login(make_staff(role, rounds=[round_]))
    names = ("index", "pdf", "sheets")
    assert [client.get(reverse(f"statistics:{name}")).status_code for name in names] == [403, 403, 403]


def test_another_round_is_not_counted_for_one_who_has_no_role_there(client: Client, round_: Round) -> None:
    client.force_login(make_staff(Role.STRATEGIST, rounds=[make_round()]))
    assert round_.name not in page(client, round_)


@pytest.mark.parametrize("number", [3, 300])
def test_the_number_of_queries_does_not_grow_with_the_rounds(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round_, other = make_round(), make_round()
    fill(round_, number)
    fill(other, number)
    client.force_login(make_staff(Role.STRATEGIST, rounds=[round_, other]))
    address = f"{reverse('statistics:index')}?round={round_.pk}&round={other.pk}"
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
