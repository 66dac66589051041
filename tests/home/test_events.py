"""The calendar and its events."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.cache import get_max_age
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings

from home.models import EventIndexPage, EventPage
from tests.factories.current import make_calendar, make_event

pytestmark = pytest.mark.django_db

# A Wednesday, noon in Sweden.
NOW = datetime(2027, 1, 13, 11, tzinfo=UTC)


@pytest.fixture
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def calendar(now: None) -> EventIndexPage:
    """A calendar with an event that was, one that goes on, and two to come, one of them in March."""
    calendar = make_calendar()
    make_event(calendar, NOW - timedelta(days=40), title="Förra året")
    make_event(calendar, NOW + timedelta(days=60), title="I mars")
    make_event(calendar, NOW + timedelta(days=1), title="I morgon")
    make_event(calendar, NOW - timedelta(minutes=30), title="Just nu")
    return calendar


def titles(client: Client, address: str) -> list[str]:
    return [event.title for event in client.get(address).context_data["entries"]]


def test_coming_events_stand_in_order_and_past_ones_apart(calendar: EventIndexPage, client: Client) -> None:
    assert titles(client, "/kalender/") == ["Just nu", "I morgon", "I mars"]
    assert titles(client, "/kalender/?visa=tidigare") == ["Förra året"]
    assert titles(client, "/kalender/?manad=2027-01") == ["Just nu", "I morgon"]
    assert titles(client, "/kalender/?manad=2027-02") == []


@pytest.mark.parametrize("query", ["manad=2027-13", "manad=%00", "visa=annat", "sida=hej", "manad=&sida=99"])
def test_nonsense_in_the_address_is_passed_over(calendar: EventIndexPage, client: Client, query: str) -> None:
    assert titles(client, f"/kalender/?{query}") == ["Just nu", "I morgon", "I mars"]


def test_the_ways_to_other_months_end_where_the_events_do(calendar: EventIndexPage, client: Client) -> None:
    ways = {}
    for month in ("2026-11", "2026-12", "2027-01", "2027-03", "2027-04"):
        context = client.get(f"/kalender/?manad={month}").context_data
        ways[month] = (context["has_earlier"], context["has_later"])
    assert ways == {
        "2026-11": (False, True),
        "2026-12": (False, True),
        "2027-01": (True, True),
        "2027-03": (True, False),
        "2027-04": (True, False),
    }


def test_an_event_of_several_days_stands_on_each_of_them_in_the_month(now: None, client: Client) -> None:
    calendar = make_calendar()
    starts = datetime(2027, 1, 30, 23, tzinfo=UTC)
    make_event(calendar, starts, ends_at=starts + timedelta(days=2), all_day=True)
    found = {}
    for month in ("2027-01", "2027-02"):
        weeks = client.get(f"/kalender/?manad={month}").context_data["weeks"]
        found[month] = [day.date for week in weeks for day in week.days if day.events]
    assert found == {
        "2027-01": [date(2027, 1, 31)],
        "2027-02": [date(2027, 2, 1), date(2027, 2, 2)],
    }


def test_an_event_turns_past_by_itself_and_is_kept_no_longer(
    calendar: EventIndexPage, client: Client, settings: Settings
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 10_000
    event = EventPage.objects.get(title="Just nu")
    page = f"/kalender/{event.slug}/"
    assert [get_max_age(client.get(address)) for address in ("/kalender/", page)] == [1800, 1800]
    with time_machine.travel(NOW + timedelta(seconds=1800), tick=False):
        assert titles(client, "/kalender/?n=2") == ["I morgon", "I mars"]
        assert client.get(f"{page}?n=2").context_data["page"].is_over


def test_a_cancelled_event_says_so_everywhere(calendar: EventIndexPage, client: Client) -> None:
    event = make_event(calendar, NOW + timedelta(days=2), title="Språkcafé", cancelled=True)
    assertContains(client.get("/kalender/"), "status--cancelled")
    assertContains(client.get(f"/kalender/{event.slug}/"), "notice--error")
    assert "STATUS:CANCELLED" in client.get(f"/kalender/{event.pk}.ics").content.decode()


def test_a_calendar_file_tells_moments_in_utc_and_whole_days_as_days(
    calendar: EventIndexPage, client: Client
) -> None:
    event = EventPage.objects.get(title="I morgon")
    told = client.get(f"/kalender/{event.pk}.ics").content.decode()
    assert "DTSTART:20270114T110000Z\r\nDTEND:20270114T120000Z\r\n" in told
    days = make_event(calendar, datetime(2027, 1, 19, 23, tzinfo=UTC), ends_at=None, all_day=True)
    told = client.get(f"/kalender/{days.pk}.ics").content.decode()
    assert "DTSTART;VALUE=DATE:20270120\r\nDTEND;VALUE=DATE:20270121\r\n" in told


def test_the_feed_holds_the_coming_events_and_stays_when_there_are_none(
    calendar: EventIndexPage, client: Client
) -> None:
    feed = f"/kalender/{calendar.pk}.ics"
    assert client.get(feed).content.decode().count("BEGIN:VEVENT") == 3
    with time_machine.travel(NOW + timedelta(days=90), tick=False):
        response = client.get(f"{feed}?n=2")
        assert (response.status_code, response.content.decode().count("BEGIN:VEVENT")) == (200, 0)


def test_one_can_register_until_the_end_of_the_last_day(calendar: EventIndexPage, client: Client) -> None:
    address = "https://example.org/anmalan"
    event = make_event(
        calendar,
        NOW + timedelta(days=5),
        needs_registration=True,
        registration_url=address,
        register_by=date(2027, 1, 13),
    )
    assertContains(client.get(f"/kalender/{event.slug}/"), address)
    with time_machine.travel(datetime(2027, 1, 13, 23, tzinfo=UTC), tick=False):
        assertNotContains(client.get(f"/kalender/{event.slug}/?n=2"), address)


def test_an_editor_is_told_what_is_wrong_with_an_event() -> None:
    event = EventPage(title="Träff", starts_at=NOW, ends_at=NOW - timedelta(hours=1))
    with pytest.raises(ValidationError) as caught:
        event.clean()
    assert set(caught.value.message_dict) == {"ends_at"}
    event = EventPage(title="Träff", starts_at=NOW, needs_registration=True)
    with pytest.raises(ValidationError) as caught:
        event.clean()
    assert set(caught.value.message_dict) == {"registration_url"}
