"""Two buttons under a page: counted by day, with words that go after a while."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageViewRestriction, Site

from home.feedback.retention import remove_old_words
from home.models import PageHelp, PageHelpText, StandardPage
from home.periodic import JOBS

pytestmark = pytest.mark.django_db

READ = ("/vanorter/", "/vanorter/projekt/", "/tillganglighet/", "/strategi/")
NOT_READ = ("/", "/sok/", "/saknas/", "/foresla-samarbete/", "/tillganglighet/rapportera/")


@pytest.fixture
def about() -> Page:
    """A page of text, right under the front page."""
    front = Site.objects.get(is_default_site=True).root_page
    page = StandardPage(title="Om webbplatsen", slug="om-webbplatsen", last_published_at=timezone.now())
    return front.add_child(instance=page)


@pytest.fixture
def address(about: Page) -> str:
    """Where its answers go."""
    return f"/tyck-till/{about.pk}/"


def test_the_question_is_on_a_page_that_is_kept_for_everyone(
    client: Client, address: str, settings: Settings, django_assert_num_queries: Callable[[int], object]
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    client.get("/om-webbplatsen/")
    with django_assert_num_queries(0):
        assertContains(client.get("/om-webbplatsen/"), f'method="post" action="{address}"')
    assert client.cookies == {}
    caches["pages"].clear()


def test_answers_are_added_up_by_day(client: Client, about: Page, address: str) -> None:
    for at, answers in (("2027-03-01T23:30+01:00", ["ja", "nej", "ja"]), ("2027-03-02T00:30+01:00", ["nej"])):
        with time_machine.travel(datetime.fromisoformat(at), tick=False):
            urls = {client.post(address, {"svar": answer}).url for answer in answers}
    assert urls == {f"{address}?svar=nej"}
    counted = PageHelp.objects.filter(page=about).order_by("day").values_list("day", "yes", "no")
    assert list(counted) == [(date(2027, 3, 1), 2, 1), (date(2027, 3, 2), 0, 1)]
    client.get(f"{address}?svar=nej")
    assert (PageHelp.objects.count(), client.cookies) == (2, {})


def test_words_can_be_added_and_lead_back_to_the_page(client: Client, about: Page, address: str) -> None:
    assertContains(client.get(f"{address}?svar=nej"), 'href="/om-webbplatsen/"')
    sent = client.post(address, {"text": "Jag hittade inte datumet."})
    assert (sent.status_code, sent.url) == (302, f"{address}?svar=tack")
    assertContains(client.get(sent.url), 'href="/om-webbplatsen/"')
    assert list(PageHelpText.objects.values_list("page", "text")) == [(about.pk, "Jag hittade inte datumet.")]


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({"text": "x" * 501}, 422),
        ({"svar": "kanske"}, 422),
        ({"text": "x", "comment": "y"}, 302),
    ],
)
def test_what_is_no_answer_is_not_kept(
    client: Client, address: str, posted: dict[str, str], status: int
) -> None:
    answer = client.post(address, posted)
    assert (answer.status_code, PageHelp.objects.count(), PageHelpText.objects.count()) == (status, 0, 0)
    if "x" * 501 in posted.values():
        assertContains(answer, "x" * 501, status_code=422)


def test_a_page_that_not_everyone_may_read_is_not_named(client: Client, about: Page, address: str) -> None:
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert [client.get(address).status_code, client.post(address, {"svar": "ja"}).status_code] == [404, 404]
    assert client.get("/tyck-till/99999999/").status_code == 404


def test_an_unpublished_page_asks_nothing(client: Client, about: Page, address: str) -> None:
    about.unpublish()
    assert client.get(address).status_code == 404


def test_words_are_removed_when_their_time_is_over_and_counts_stay(about: Page, settings: Settings) -> None:
    settings.PAGE_HELP_TEXT_DAYS = 365
    PageHelp.objects.create(page=about, day=date(2020, 1, 1), no=1)
    for day in (date(2027, 3, 1), date(2027, 3, 2)):
        PageHelpText.objects.create(page=about, day=day, text=str(day))
    now = datetime.fromisoformat("2028-03-01T12:00+01:00")
    assert [remove_old_words(now), remove_old_words(now)] == [1, 0]
    assert (PageHelpText.objects.get().text, PageHelp.objects.count()) == ("2027-03-02", 1)
    assert JOBS["retention.remove_old_words"].work is remove_old_words


@pytest.mark.usefixtures("demo")
def test_the_question_is_on_lists_the_map_and_the_statement_but_not_where_one_looks_or_writes(
    client: Client,
) -> None:
    asked = {path: b"page-help" in client.get(path).content for path in (*READ, *NOT_READ)}
    assert asked == {**dict.fromkeys(READ, True), **dict.fromkeys(NOT_READ, False)}
