"""Stories, news, and what they are about."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.models import Page

from home.models import (
    EuropeDirectPage,
    EventIndexPage,
    EventPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
    StoryIndexPage,
    StoryPage,
)
from home.models.about_pages import possible_subjects
from tests.factories.current import make_front, make_under
from tests.factories.pages import make_fronts

pytestmark = pytest.mark.django_db

JOURNEY = {"traveller": "Alva, 17 år", "town": "Türi", "country": "Estland", "travelled": "våren 2026"}


def make_office(front: HomePage, **fields: object) -> EuropeDirectPage:
    values = {"title": "Kontoret", "as_of": date(2021, 5, 25), "host": "Åmåls kommun", **fields}
    return make_under(front, EuropeDirectPage, **values)


@pytest.fixture
def news(db: None) -> NewsIndexPage:
    """News of two years."""
    index = make_under(make_front(), NewsIndexPage, slug="nyheter")
    for title, day in (
        ("Gammalt", date(2019, 5, 16)),
        ("Nytt", date(2027, 1, 2)),
        ("Nyss", date(2027, 1, 9)),
    ):
        make_under(index, NewsPage, title=title, day=day)
    return index


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Nyss", "Nytt", "Gammalt"]),
        ("?ar=2027", ["Nyss", "Nytt"]),
        ("?ar=2019", ["Gammalt"]),
        ("?ar=2018", []),
        ("?ar=0000", ["Nyss", "Nytt", "Gammalt"]),
        ("?ar=tjugo", ["Nyss", "Nytt", "Gammalt"]),
        ("?ar=²²²²", ["Nyss", "Nytt", "Gammalt"]),
    ],
)
def test_news_can_be_read_by_year(
    news: NewsIndexPage, client: Client, query: str, expected: list[str]
) -> None:
    context = client.get(f"/nyheter/{query}").context_data
    assert [entry.title for entry in context["entries"]] == expected
    assert context["years"] == [2027, 2019]


def test_news_says_when_it_was_changed_on_a_later_day(news: NewsIndexPage) -> None:
    page = NewsPage.objects.get(title="Nyss")
    page.first_published_at = datetime(2027, 1, 9, 8, tzinfo=UTC)
    changes = {
        datetime(2027, 1, 9, 8, tzinfo=UTC): None,
        datetime(2027, 1, 9, 22, 59, tzinfo=UTC): None,
        # Midnight has passed in Sweden.
        datetime(2027, 1, 9, 23, 1, tzinfo=UTC): date(2027, 1, 10),
    }
    found = {}
    for moment in changes:
        page.last_published_at = moment
        found[moment] = page.updated_on
    assert found == changes


def test_a_story_is_published_with_a_picture_but_drafted_without() -> None:
    form_class = StoryPage.get_edit_handler().get_form_class()
    form = form_class(instance=StoryPage())
    assert form.fields["picture"].required
    form.defer_required_fields()
    assert not form.fields["picture"].required


def test_an_editor_chooses_among_swedish_pages_of_the_registered_types() -> None:
    front = make_front()
    office = make_office(front)
    make_under(front, StandardPage, title="Text")
    assert list(Page.objects.filter(possible_subjects())) == [office.page_ptr]


def test_a_page_in_english_is_tied_to_what_the_editor_chose_in_swedish() -> None:
    fronts = make_fronts()
    office = make_office(fronts["sv"])
    office_en = make_office(fronts["en"], translation_key=office.translation_key)
    index = make_under(fronts["en"], StoryIndexPage)
    story = make_under(index, StoryPage, title="A story", about_pages=[office.page_ptr], **JOURNEY)
    assert list(story.subjects()) == [office_en.page_ptr]
    assert list(StoryPage.about(office_en)) == [story]
    assert list(StoryPage.about(office)) == []


def test_the_office_shows_its_coming_events_and_that_its_facts_are_old(client: Client) -> None:
    front = make_front()
    office = make_office(front, slug="kontoret")
    calendar = make_under(front, EventIndexPage)
    with time_machine.travel("2027-01-13T11:00Z", tick=False):
        coming = timezone.now().replace(month=2)
        past = timezone.now().replace(year=2026)
        for title, starts_at in (("Öppet hus", coming), ("Det som var", past)):
            make_under(calendar, EventPage, title=title, starts_at=starts_at, about_pages=[office.page_ptr])
        response = client.get("/kontoret/")
        assertContains(response, "Öppet hus")
        assertNotContains(response, "Det som var")
        assertContains(response, "notice--warning")
    with time_machine.travel("2021-06-01T11:00Z", tick=False):
        assertNotContains(client.get("/kontoret/?n=2"), "notice--warning")
