"""What is going on, on the front page."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from pytest_django.asserts import assertNotContains

from home.front_page.current import current_panel
from home.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    StoryIndexPage,
    StoryPage,
)
from tests.factories.current import make_front, make_under

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 13, 11, tzinfo=UTC)
JOURNEY = {"traveller": "Alva, 17 år", "town": "Türi", "country": "Estland", "travelled": "våren 2026"}


def test_the_newest_of_each_kind_is_shown_and_the_next_event_that_is_not_cancelled() -> None:
    with time_machine.travel(NOW, tick=False):
        front = make_front()
        news, stories, events = (
            make_under(front, index) for index in (NewsIndexPage, StoryIndexPage, EventIndexPage)
        )
        for title, day in (("Ny nyhet", date(2027, 1, 9)), ("Gammal nyhet", date(2027, 1, 8))):
            make_under(news, NewsPage, title=title, day=day)
        for title in ("Äldre berättelse", "Ny berättelse"):
            make_under(stories, StoryPage, title=title, **JOURNEY)
        for title, days, cancelled in (("Inställd", 1, True), ("Nästa", 2, False), ("Sedan", 3, False)):
            starts_at = NOW + timedelta(days=days)
            make_under(events, EventPage, title=title, starts_at=starts_at, cancelled=cancelled)
        panel = current_panel(RequestFactory().get("/"))
    titles = ["Ny nyhet", "Gammal nyhet", "Ny berättelse", "Äldre berättelse", "Nästa", "Inställd", "Sedan"]
    assert [title for title in titles if f">{title}</a>" in panel.html] == [
        "Ny nyhet",
        "Ny berättelse",
        "Nästa",
    ]
    # It is noon on Wednesday, and the event, which has no end, is over when Friday is.
    assert panel.max_age_seconds == 60 * 3600


def test_a_site_with_nothing_to_tell_has_no_panel(client: Client) -> None:
    make_front()
    assertNotContains(client.get("/"), 'id="aktuellt"')
