"""The partners as open data."""

import json

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partners.models import PartnerTownPage
from tests.factories.partners import make_many_partners


def test_the_feed_tells_each_partner_once_in_both_languages(demo: None, client: Client) -> None:
    response = client.get("/oppna-data/vanorter.json")
    data = json.loads(response.content)
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert (data["version"], data["licence"]["name"], len(data["partners"])) == (1, "CC0 1.0", 7)
    turi = data["partners"][1]
    assert turi.pop("id") == str(PartnerTownPage.objects.filter(slug="turi").first().translation_key)
    base = data["documentation"].removesuffix("/oppna-data/")
    assert turi == {
        "name": {"sv": "Türi", "en": "Türi"},
        "country_code": "EE",
        "country": {"sv": "Estland", "en": "Estonia"},
        "region": "Järvamaa",
        "latitude": 58.809,
        "longitude": 25.429,
        "kind": "twin_town",
        "status": "dormant",
        "status_as_of": "2022-10-24",
        "since": "april 1993",
        "agreement_date": None,
        "url": {"sv": f"{base}/vanorter/turi/", "en": f"{base}/en/vanorter/turi/"},
    }


def test_what_is_not_published_is_not_in_the_feed(demo: None, client: Client) -> None:
    PartnerTownPage.objects.filter(slug="turi").update(live=False)
    names = [partner["name"]["sv"] for partner in client.get("/oppna-data/vanorter.json").json()["partners"]]
    assert names == ["Gadebusch", "Kubrat", "De Pere", "Uganda", "Kina", "Ukraina"]


def test_geojson_puts_longitude_first(demo: None, client: Client) -> None:
    data = json.loads(client.get("/oppna-data/vanorter.geojson").content)
    assert data["type"] == "FeatureCollection"
    assert data["features"][1]["geometry"] == {"type": "Point", "coordinates": [25.429, 58.809]}
    assert data["features"][1]["properties"]["name"]["sv"] == "Türi"


def test_the_feed_costs_the_same_for_three_and_for_three_hundred_partners(demo: None, client: Client) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    make_many_partners(3)
    few = queries("/oppna-data/vanorter.json?1")
    make_many_partners(297)
    assert queries("/oppna-data/vanorter.json?2") == few <= 4


def test_the_fields_are_explained_on_a_page_in_both_languages(client: Client, db: None) -> None:
    for address in ("/oppna-data/", "/en/oppna-data/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "status_as_of" in response.content.decode()
