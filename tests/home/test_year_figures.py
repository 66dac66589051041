"""The figures of a year on its annual report: what each part of the site counts, and for whom."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertNotContains

from home.models import (
    AnnualReportIndexPage,
    AnnualReportPage,
    EventIndexPage,
    EventPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    StoryIndexPage,
    StoryPage,
)
from home.year_figures import year_figures
from partners.models import PartnerIndexPage, PartnerProjectIndexPage, PartnerProjectPage, PartnerTownPage
from tests.factories.current import make_front, make_many, make_under
from tests.home.test_lists_of_pages import NOW

pytestmark = pytest.mark.django_db

STORY = {"traveller": "Alva", "town": "Türi", "country": "Estland", "travelled": "2026"}
TOWN = {
    "country_code": "EE",
    "latitude": 58,
    "longitude": 25,
    "status": "dormant",
    "status_as_of": date(2026, 1, 1),
}


def make_all(front: HomePage, count: int) -> None:
    """So many of everything that is counted in 2027."""
    lists: tuple[tuple[type, type, dict[str, Any]], ...] = (
        (StoryIndexPage, StoryPage, STORY),
        (NewsIndexPage, NewsPage, {"day": NOW.date()}),
        (EventIndexPage, EventPage, {"starts_at": NOW - timedelta(hours=3)}),
        (PartnerIndexPage, PartnerTownPage, TOWN),
    )
    for index, model, fields in lists:
        make_many(make_under(front, index, slug=f"{index.__name__.lower()}-{count}"), model, count, **fields)
    projects = make_under(PartnerIndexPage.objects.first(), PartnerProjectIndexPage, slug=f"projekt-{count}")
    money = {"amount_granted": 2_000, "granted_by": "Exempelfonden"}
    make_many(projects, PartnerProjectPage, count, begins=date(2027, 1, 2), **money)


def make_report(front: HomePage, year: int = 2027, **fields: Any) -> AnnualReportPage:
    """A report at `/rapporter/<year>/`, with the figures."""
    index = AnnualReportIndexPage.objects.first() or make_under(
        front, AnnualReportIndexPage, slug="rapporter"
    )
    values = {"slug": str(year), "year": year, "shows_year_figures": True, **fields}
    return make_under(index, AnnualReportPage, **values)


@pytest.fixture
def front() -> HomePage:
    """The Swedish front page of a site that is otherwise empty."""
    return make_front()


@time_machine.travel(NOW, tick=False)
def test_a_report_counts_with_as_many_queries_for_three_of_each_as_for_three_hundred(
    front: HomePage, client: Client, django_assert_max_num_queries: Any
) -> None:
    make_report(front)
    client.get("/rapporter/2027/")
    costs = []
    for count in (3, 297):
        make_all(front, count)
        with django_assert_max_num_queries(20) as asked:
            figures = client.get("/rapporter/2027/").context_data["year_figures"]
        costs.append(len(asked))
        assert [figure.value for figure in figures][-6:-1] == [3 if count == 3 else 300] * 5
    assert costs[0] == costs[1]
    assert figures[-1].shown == "600\xa0000"


@time_machine.travel(NOW, tick=False)
def test_what_is_of_another_year_or_was_never_held_is_not_counted(front: HomePage) -> None:
    events = make_under(front, EventIndexPage, slug="kalender")
    for fields in ({"cancelled": True}, {"starts_at": NOW + timedelta(days=1)}, {"live": False}):
        make_under(events, EventPage, **{"starts_at": NOW - timedelta(hours=1), **fields})
    news = make_under(front, NewsIndexPage, slug="nyheter")
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        make_under(news, NewsPage, day=day)
    english = HomePage.objects.get(locale__language_code="en")
    make_under(make_under(english, NewsIndexPage, slug="nyheter"), NewsPage, day=date(2027, 1, 1))
    with override("en"):
        assert [(figure.label, figure.value) for figure in year_figures(2027)] == [("News items", 1)]


@time_machine.travel(NOW, tick=False)
def test_partners_are_counted_by_how_they_stand_and_projects_by_their_days(front: HomePage) -> None:
    towns = make_under(front, PartnerIndexPage, slug="vanorter")
    for fields in ({}, {"status": "former"}, {"kind": "project_partner"}, {"agreement_date": NOW.date()}):
        make_under(towns, PartnerTownPage, **{**TOWN, **fields})
    projects = make_under(towns, PartnerProjectIndexPage, slug="projekt")
    money = {"amount_granted": 9_000, "granted_by": "Exempelfonden"}
    for begins, ends in (
        (date(2024, 1, 1), date(2025, 12, 31)),
        (date(2024, 1, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), None),
    ):
        make_under(projects, PartnerProjectPage, begins=begins, ends=ends, **money)
    assert [figure.value for figure in year_figures(2026)] == [1, 2, 9_000]


@time_machine.travel(NOW, tick=False)
def test_figures_stand_on_the_page_only_where_its_editor_wants_them(front: HomePage, client: Client) -> None:
    make_under(make_under(front, NewsIndexPage, slug="nyheter"), NewsPage, day=NOW.date())
    make_report(front)
    make_report(front, slug="utan", shows_year_figures=False)
    make_report(front, year=1999)
    assertContains(client.get("/rapporter/2027/"), 'id="aret-i-siffror"')
    for address in ("/rapporter/utan/", "/rapporter/1999/"):
        assertNotContains(client.get(address), "aret-i-siffror")
