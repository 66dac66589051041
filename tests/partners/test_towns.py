"""Partner towns: their list, their pages, their map."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings

from home.models import ContactFunction
from partners.countries import country_name, is_country
from partners.models import PartnerIndexPage, PartnerTownPage
from tests.factories.partners import make_many_partners


@pytest.fixture
def turi(demo: None) -> PartnerTownPage:
    """One of the towns, in Swedish."""
    return PartnerTownPage.objects.get(slug="turi", locale__language_code="sv")


def queries_of(client: Client, path: str) -> int:
    """How many queries a page costs when nothing is kept."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


PATHS = ("/", "/vanorter/", "/vanorter/turi/", "/vanorter/projekt/", "/en/vanorter/turi/")


def test_pages_cost_the_same_for_three_and_for_three_hundred_partners_and_projects(
    demo: None, client: Client
) -> None:
    make_many_partners(3)
    few = [queries_of(client, path) for path in PATHS]
    make_many_partners(297)
    assert [queries_of(client, path) for path in PATHS] == few
    assert max(few) <= 20


def test_an_uncached_page_keeps_within_its_number_of_queries(
    demo: None, client: Client, settings: Settings
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    limits = {"/": 8, "/vanorter/": 10, "/vanorter/turi/": 11, "/vanorter/projekt/": 8, "/strategi/": 8}
    for path, limit in limits.items():
        client.get(path)
        # Another query string is another address to the page cache.
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path, {"uncached": 1}).status_code == 200
        assert 0 < len(captured) <= limit, path


def test_the_list_names_every_town_with_its_country_in_its_language(demo: None, client: Client) -> None:
    for language, prefix in (("sv", ""), ("en", "/en")):
        response = client.get(f"{prefix}/vanorter/")
        index = PartnerIndexPage.objects.get(locale__language_code=language)
        assert [town.title for town in index.towns()] == ["Gadebusch", "Türi", "Kubrat", "De Pere"]
        for code in ("DE", "EE", "BG", "US"):
            assertContains(response, country_name(code, language))


def test_the_towns_page_tells_what_is_known_and_as_of_when(turi: PartnerTownPage, client: Client) -> None:
    response = client.get("/vanorter/turi/")
    assertContains(response, "april 1993")
    assertContains(response, "2022")
    for source in turi.sources:
        assertContains(response, source.value["url"])
    assert (turi.status, turi.status_as_of) == ("dormant", date(2022, 10, 24))


def test_the_town_says_whom_to_ask_its_own_contact_before_that_of_all_partners(
    turi: PartnerTownPage, client: Client
) -> None:
    everyone = ContactFunction.objects.create(name="Samordnaren", name_en="Co-ordinator")
    PartnerIndexPage.objects.ancestor_of(turi).update(contact=everyone)
    assertContains(client.get(turi.url), "Samordnaren", count=1)
    turi.contact = ContactFunction.objects.create(name="Ryttaren", name_en="Rider")
    turi.save()
    page = client.get(turi.url)
    assertContains(page, "Ryttaren", count=1)
    assertNotContains(page, "Samordnaren")


def test_west_and_south_are_told_apart_from_the_degrees(turi: PartnerTownPage) -> None:
    turi.latitude, turi.longitude = Decimal("-33.5"), Decimal("-70.6")
    assert (turi.is_south, turi.is_west, turi.degrees) == (
        True,
        True,
        (Decimal("33.5"), Decimal("70.6")),
    )


def test_a_town_in_america_lies_in_the_west(demo: None, client: Client) -> None:
    assertContains(client.get("/vanorter/de-pere/"), "44,45° N, 88,07° V")
    assertContains(client.get("/en/vanorter/de-pere/"), "44.45° N, 88.07° W")


def test_country_names_are_in_the_readers_language() -> None:
    assert country_name("EE", "sv") == "Estland"
    assert country_name("EE", "en") == "Estonia"
    assert country_name("QQ", "sv") == "QQ"


@pytest.mark.parametrize(
    ("code", "expected"), [("XK", True), ("US", True), ("us", False), ("EU", False), ("001", False)]
)
def test_only_countries_are_countries(code: str, expected: bool) -> None:
    assert is_country(code) is expected


def test_an_editor_is_told_which_field_is_wrong(turi: PartnerTownPage) -> None:
    wrong = {
        "country_code": "Q1",
        "latitude": Decimal(91),
        "longitude": Decimal(-181),
        "population_year": None,
    }
    for name, value in wrong.items():
        right = getattr(turi, name)
        setattr(turi, name, value)
        with pytest.raises(ValidationError) as caught:
            turi.full_clean()
        assert set(caught.value.message_dict) == {name}
        setattr(turi, name, right)


def test_the_database_refuses_what_cannot_be(turi: PartnerTownPage) -> None:
    for changes in ({"latitude": 91}, {"longitude": -181}, {"population_year": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartnerTownPage.objects.filter(pk=turi.pk).update(**changes)


def test_the_map_shows_every_town_and_leads_to_it(demo: None, client: Client) -> None:
    for path, prefix in (("/", ""), ("/en/", "/en"), ("/vanorter/", "")):
        response = client.get(path)
        assertContains(response, "<svg")
        for slug in ("gadebusch", "turi", "kubrat", "de-pere"):
            assertContains(response, f'href="{prefix}/vanorter/{slug}/"')
