"""How a page is found and shared: its one address, its picture, what it is about."""

import gzip
import json
import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.test import Client
from PIL import Image

from home.models import StandardPage
from home.sharing.picture import picture_path

pytestmark = pytest.mark.usefixtures("demo")


def head(client: Client, path: str) -> dict[str, str]:
    """What the head of a page says, by name."""
    html = client.get(path).content.decode()
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html)
    return dict(found) | {"canonical": re.findall(r'rel="canonical" href="([^"]+)"', html)[0]}


def test_a_page_says_its_one_address_and_what_a_shared_link_shows(client: Client) -> None:
    said = head(client, "/en/strategi/?from=mail")
    assert said["canonical"] == said["og:url"] == "http://testserver/en/strategi/"
    assert (said["og:locale"], said["og:title"]) == ("en_GB", "International strategy")


def test_the_picture_of_a_shared_link_is_drawn_anew_for_a_new_title(client: Client) -> None:
    page = StandardPage.objects.get(slug="om-webbplatsen", locale__language_code="sv")
    before = picture_path(page)
    answer = client.get(before)
    assert (answer["Content-Type"], Image.open(BytesIO(answer.content)).size) == ("image/png", (1200, 630))
    page.title = 'En <rubrik> med "citat" & mycket annat #strong[x] som gör den lång ' * 3
    page.save_revision().publish()
    page.refresh_from_db()
    assert client.get(picture_path(page)).status_code == 200
    assert client.get(before).status_code == 404


def test_the_picture_of_an_unpublished_page_is_not_shown(client: Client) -> None:
    page = StandardPage.objects.get(slug="om-webbplatsen", locale__language_code="sv")
    page.unpublish()
    assert client.get(picture_path(page)).status_code == 404


def test_machines_are_told_what_a_page_is_and_where_it_lies(client: Client) -> None:
    html = client.get("/strategi/goda-levnadsvillkor/").content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    page, way = json.loads(data)["@graph"]
    assert (page["name"], page["inLanguage"]) == ("Goda levnadsvillkor", "sv")
    assert [step["name"] for step in way["itemListElement"]] == [
        "Start",
        "Internationell strategi",
        "Goda levnadsvillkor",
    ]


def test_a_title_cannot_end_the_script_that_tells_of_it(client: Client) -> None:
    page = StandardPage.objects.get(slug="om-webbplatsen", locale__language_code="sv")
    page.title = "</script><script>alert(1)</script>"
    page.save_revision().publish()
    html = client.get(page.get_url()).content.decode()
    assert "<script>alert" not in html
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(data)["@graph"][0]["name"] == page.title


def test_the_list_for_search_engines_names_each_page_in_every_language(client: Client) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  (our own)
    found = {
        url.findtext("s:loc", namespaces=spaces): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", spaces)
        }
        for url in tree
    }
    both = {"sv": "http://testserver/strategi/", "en": "http://testserver/en/strategi/"}
    assert (found[both["sv"]], found[both["en"]]) == (both, both)


def test_a_public_page_goes_out_compressed_and_a_form_with_a_secret_does_not(client: Client) -> None:
    answer = client.get("/strategi/", headers={"accept-encoding": "gzip, br"})
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == client.get("/strategi/").content
    assert "Content-Encoding" not in client.get("/konto/", headers={"accept-encoding": "gzip"})
