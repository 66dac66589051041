"""Opportunities: their list, their pages, their days in a calendar."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.cache import get_max_age
from pytest_django.asserts import assertContains
from pytest_django.fixtures import Settings
from wagtail.models import PageViewRestriction

from home.models import ContactFunction, OpportunityIndexPage, OpportunityPage
from tests.factories.pages import make_fronts, make_opportunity, make_opportunity_index

TODAY = "2027-02-10 12:00"


@pytest.fixture
def index(db: None) -> OpportunityIndexPage:
    """The list of opportunities in English."""
    return make_opportunity_index(make_fronts()["en"])


def listed(client: Client, address: str = "") -> list[str]:
    """The titles in the list, in order."""
    response = client.get(f"/en/mojligheter/{address}")
    assert response.status_code == 200
    return [page.title for page in response.context_data["entries"]]


def make_many(index: OpportunityIndexPage) -> None:
    """One of each sort."""
    make_opportunity(index, "Any age, any time")
    make_opportunity(index, "Young", age_from=13, age_to=15, cost="kostar", deadline=date(2027, 5, 1))
    make_opportunity(index, "Teen", age_from=16, age_to=19, kind="praktik", deadline=date(2027, 2, 10))
    summer = {"starts_on": date(2027, 6, 20), "ends_on": date(2027, 7, 10)}
    make_opportunity(index, "Summer", age_from=18, kind="volontar", cost="betalt", **summer)
    make_opportunity(index, "Missed", age_to=17, deadline=date(2027, 2, 9))


@time_machine.travel(TODAY, tick=False)
def test_the_nearest_last_day_comes_first_and_what_has_closed_comes_last(
    index: OpportunityIndexPage, client: Client
) -> None:
    make_many(index)
    assert listed(client) == ["Teen", "Young", "Any age, any time", "Summer", "Missed"]
    response = client.get("/en/mojligheter/")
    assertContains(response, "Closed: the last day was 9 February 2027")
    assertContains(response, "Last day to apply: 10 February 2027")
    assertContains(response, "5 opportunities")


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("?alder=14", ["Young", "Any age, any time", "Missed"]),
        ("?alder=16-17", ["Teen", "Any age, any time", "Missed"]),
        ("?alder=18-30", ["Teen", "Any age, any time", "Summer"]),
        ("?typ=volontar", ["Summer"]),
        ("?pengar=kostar", ["Young"]),
        ("?nar=2027-06&alder=20", ["Any age, any time", "Summer"]),
        ("?nar=2027-08&alder=20", ["Any age, any time"]),
        ("?nar=nu&typ=volontar", []),
        ("?nar=halvar&typ=volontar", ["Summer"]),
        ("?nar=senare&typ=volontar", ["Summer"]),
        ("?nar=2028-01&typ=volontar", []),
        ("?alder=%00&typ=%27&nar=0000-00&pengar=1&sida=-7", None),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_asks(
    index: OpportunityIndexPage, client: Client, address: str, titles: list[str] | None
) -> None:
    make_many(index)
    everything = ["Teen", "Young", "Any age, any time", "Summer", "Missed"]
    assert listed(client, address) == (everything if titles is None else titles)


def test_no_hits_are_explained_with_a_way_out(index: OpportunityIndexPage, client: Client) -> None:
    make_opportunity(index, "For grown-ups", age_from=18)
    response = client.get("/en/mojligheter/?alder=13")
    assertContains(response, "Nothing fits all that you chose.")
    assertContains(response, '<a href="/en/mojligheter/">Show all</a>')
    assertContains(client.get("/en/mojligheter/?alder=abc"), "We could not read “abc” as an age")


def test_the_choices_follow_to_the_next_part_of_the_list(index: OpportunityIndexPage, client: Client) -> None:
    for number in range(13):
        make_opportunity(index, f"Number {number:02}")
    assertContains(
        client.get("/en/mojligheter/?alder=16&typ=utbyte"), 'href="?alder=16&amp;typ=utbyte&amp;sida=2"'
    )
    assert listed(client, "?alder=16&typ=utbyte&sida=2") == ["Number 12"]


@time_machine.travel("2027-02-10 22:59:50Z", tick=False)
def test_the_list_and_the_page_are_not_kept_past_midnight(
    index: OpportunityIndexPage, client: Client, settings: Settings
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    make_opportunity(index, "Place", deadline=date(2027, 2, 10))
    paths = ("/en/mojligheter/", "/en/mojligheter/place/")
    assert [get_max_age(client.get(path)) for path in paths] == [10, 10]


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ({}, ""),
        ({"age_from": 13, "age_to": 15}, "13–15 år"),
        ({"age_from": 18}, "Från 18 år"),
        ({"age_to": 17}, "Upp till 17 år"),
        ({"age_from": 16, "age_to": 16}, "16 år"),
    ],
)
def test_ages_are_told_in_words(ages: dict[str, int], words: str) -> None:
    assert OpportunityPage(**ages).ages == words


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"age_from": 18, "age_to": 13}, "age_to"),
        ({"starts_on": date(2027, 6, 1)}, "ends_on"),
        ({"ends_on": date(2027, 6, 1)}, "starts_on"),
        ({"starts_on": date(2027, 6, 2), "ends_on": date(2027, 6, 1)}, "ends_on"),
        ({"way": "page"}, "apply_page"),
        ({"way": "address"}, "apply_url"),
        ({"way": "contact"}, "contact"),
        ({"kind": "kort-volontarplats"}, "way"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_written(
    index: OpportunityIndexPage, fields: dict[str, object], wrong: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        make_opportunity(index, "Wrong", **fields)
    assert set(caught.value.message_dict) == {wrong}


def test_a_short_place_is_asked_about_quietly(index: OpportunityIndexPage, client: Client) -> None:
    guide = ContactFunction.objects.create(name="Vägledare", name_en="Guide", email="guide@example.org")
    short = {"kind": "kort-volontarplats", "way": "contact", "contact": guide}
    make_opportunity(index, "Garden", **short)
    response = client.get("/en/mojligheter/garden/")
    assertContains(response, "You promise nothing by asking.")
    assertContains(response, 'href="#kontakt"')
    assertContains(response, 'id="kontakt"')
    # The one form is that which asks whether the page helped.
    assertContains(response, "<form", count=1)


@time_machine.travel(TODAY, tick=False)
def test_the_days_can_be_taken_home_to_a_calendar(index: OpportunityIndexPage, client: Client) -> None:
    days = {"starts_on": date(2027, 6, 20), "ends_on": date(2027, 7, 10), "deadline": date(2027, 5, 1)}
    page = make_opportunity(index, "Camp; by the sea", **days)
    address = client.get(page.get_url()).context_data["calendar_url"]
    assert address == f"/en/kalender/{page.pk}.ics"
    text = client.get(address).content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:Last day to apply: Camp\\; by the sea\r\n" in text
    assert "DTSTART;VALUE=DATE:20270620\r\nDTEND;VALUE=DATE:20270711\r\n" in text
    assert f"UID:{page.translation_key}-en@testserver\r\n" in text
    assert f"URL:http://testserver{page.get_url()}\r\n" in text


def test_a_page_without_days_that_is_not_public_or_of_another_kind_has_no_calendar(
    index: OpportunityIndexPage, client: Client
) -> None:
    always = make_opportunity(index, "Always")
    closed = make_opportunity(index, "Closed", deadline=date(2999, 1, 1))
    draft = make_opportunity(index, "Draft", deadline=date(2999, 1, 1), live=False)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert "calendar_url" not in client.get(always.get_url()).context_data
    for pk in (always.pk, closed.pk, draft.pk, index.pk, 0):
        assert client.get(f"/kalender/{pk}.ics").status_code == 404
