"""Reports on visits and on which pages helped: summed up by period, for those who look after the site."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from wagtail.models import Page, Site

from home.models import PageHelp, PageHelpText, PageViews, StandardPage
from stipend_portal.states import Role
from tests.factories.portal import make_staff

VISITS, HELP, WORDS = (
    "/admin/rapporter/besok/",
    "/admin/rapporter/hjalpte-sidan/",
    "/admin/rapporter/hjalpte-sidan/ord/",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategist() -> Client:
    """The browser of someone who looks after the site."""
    client = Client()
    client.force_login(make_staff(Role.STRATEGIST))
    return client


@pytest.fixture
def page() -> Page:
    """A page of text."""
    front = Site.objects.get(is_default_site=True).root_page
    return front.add_child(instance=StandardPage(title="Om oss", slug="om-oss"))


def csv(client: Client, address: str, **period: str) -> list[str]:
    """The rows of a report as a spreadsheet, without the headings."""
    answer = client.get(address, {"export": "csv", **period})
    return b"".join(answer.streaming_content).decode().splitlines()[1:]


def shown(client: Client, address: str, **period: str) -> list[object]:
    """The rows of a report on the screen."""
    return list(client.get(address, period).context["table"].data)


def test_visits_are_summed_by_month_with_the_most_read_first(strategist: Client) -> None:
    for path, month, day, count in (("/a/", 2, 28, 9), ("/a/", 3, 1, 1), ("/a/", 3, 31, 2), ("/b/", 3, 5, 4)):
        PageViews.objects.create(path=path, day=date(2027, month, day), count=count)
    rows = [(row.path, row.month_name, row.visits, row.most) for row in shown(strategist, VISITS)]
    assert rows == [("/b/", "mars 2027", 4, 9), ("/a/", "mars 2027", 3, 9), ("/a/", "februari 2027", 9, 9)]
    assert csv(strategist, VISITS, day_from="2027-03-02", day_to="2027-03-31") == [
        "/b/,,mars 2027,4",
        "/a/,,mars 2027,2",
    ]


def test_the_worst_page_comes_first_with_how_many_wrote(strategist: Client, page: Page) -> None:
    front = page.get_parent()
    PageHelp.objects.create(page=page, day=date(2027, 3, 1), yes=1, no=1)
    PageHelp.objects.create(page=page, day=date(2027, 3, 2), yes=0, no=1)
    PageHelp.objects.create(page=front, day=date(2027, 3, 2), yes=9, no=3)
    for day in (date(2027, 3, 1), date(2027, 3, 2)):
        PageHelpText.objects.create(page=page, day=day, text="=1+1")
    assert [(row.title, row.yes, row.no, row.share, row.texts) for row in shown(strategist, HELP)] == [
        ("Om oss", 1, 2, "67 %", 2),
        (front.title, 9, 3, "25 %", 0),
    ]
    assert csv(strategist, HELP, day_from="2027-03-02") == ["Om oss,0,1,100 %,1", f"{front.title},9,3,25 %,0"]
    assert csv(strategist, WORDS, page=str(page.pk), day_to="2027-03-01") == ["Om oss,2027-03-01,'=1+1"]
    assert len(shown(strategist, WORDS)) == 2


def test_a_long_report_costs_no_more_than_a_short_one(
    strategist: Client, page: Page, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    days = [date(2027, month, day) for month in (1, 2, 3) for day in range(1, 28)]
    PageViews.objects.bulk_create(PageViews(path=f"/{day}/", day=day, count=1) for day in days)
    PageHelpText.objects.bulk_create(PageHelpText(page=page, day=day, text="x") for day in days)
    for address in (VISITS, WORDS):
        with django_assert_max_num_queries(20):
            assert strategist.get(address).status_code == 200


@pytest.mark.parametrize("address", [VISITS, HELP, WORDS])
def test_a_period_that_is_none_shows_the_report_with_no_error(strategist: Client, address: str) -> None:
    asked = {"day_from": "2027-13-01", "day_to": "x", "page": "y"}
    assert [strategist.get(address, asked).status_code, len(shown(strategist, address, **asked))] == [200, 0]


@pytest.mark.parametrize("address", [VISITS, HELP, WORDS])
def test_those_who_do_not_look_after_the_site_see_no_report(address: str) -> None:
    client = Client()
    client.force_login(make_staff(Role.CASE_OFFICER))
    assert client.get(address).status_code == 302
