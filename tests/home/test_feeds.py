"""Feeds of news and stories, for programs that follow many sites."""

from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageViewRestriction, Site

from home.feeds import MOST_IN_FEED
from home.models import NewsIndexPage, NewsPage, StoryIndexPage, StoryPage
from tests.factories.current import make_front, make_many, make_under
from tests.factories.pages import add, make_fronts
from tests.factories.pictures import drawing, photograph

pytestmark = pytest.mark.django_db

STORY: dict[str, Any] = {"traveller": "Alva", "town": "Türi", "country": "Estland", "travelled": "2026"}


def read(client: Client, path: str) -> ElementTree.Element:
    """The channel of a feed."""
    answer = client.get(path)
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    rss = ElementTree.fromstring(answer.content)  # noqa: S314  (our own)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    [channel] = rss
    return channel


def told(element: ElementTree.Element) -> dict[str, str | None]:
    """What the plain parts of a channel or an item say."""
    return {part.tag: part.text for part in element if part.tag not in {"item", "enclosure"}}


@pytest.fixture
def news() -> NewsIndexPage:
    """An empty list of news at `/nyheter/`."""
    return make_under(make_front(), NewsIndexPage, title="Nyheter", slug="nyheter", summary="Vad som händer.")


def test_a_feed_tells_what_came_newest_first_with_a_name_that_stays(
    client: Client, news: NewsIndexPage
) -> None:
    make_under(news, NewsPage, title="Äldre", day=date(2026, 3, 1))
    title = 'Nyare <b>"&" ]]>\x0b'
    newer = make_under(news, NewsPage, title=title, slug="nyare", day=date(2026, 5, 1), summary="Ett & två")
    make_under(news, NewsPage, title="Utkast", live=False)
    channel = read(client, "/rss/nyheter.xml")
    said = told(channel)
    own = said.pop("{http://www.w3.org/2005/Atom}link"), said.pop("lastBuildDate")
    assert own[0] is None
    assert said == {
        "title": "Nyheter – Åmål i världen",
        "link": "http://testserver/nyheter/",
        "description": "Vad som händer.",
        "language": "sv",
    }
    items = channel.findall("item")
    assert [item.findtext("title") for item in items] == ['Nyare <b>"&" ]]> ', "Äldre"]
    assert told(items[0]) == {
        "title": 'Nyare <b>"&" ]]> ',
        "link": "http://testserver/nyheter/nyare/",
        "description": "Ett & två",
        "pubDate": "Fri, 01 May 2026 00:00:00 +0200",
        "guid": f"{newer.translation_key}-sv",
    }


def test_each_language_has_its_own_feed_and_none_where_there_is_no_list(client: Client) -> None:
    fronts = make_fronts()
    index = add(fronts["en"], StoryIndexPage, "Stories", slug="berattelser")
    add(index, StoryPage, "A year away", **STORY)
    assert told(read(client, "/en/rss/berattelser.xml"))["language"] == "en"
    assert client.get("/rss/berattelser.xml").status_code == 404
    assert client.get("/en/rss/nyheter.xml").status_code == 404
    assertContains(
        client.get("/en/"), 'type="application/rss+xml" title="Stories" href="/en/rss/berattelser.xml"'
    )
    assertNotContains(client.get("/"), "application/rss+xml")


def test_a_picture_comes_along_in_a_kind_that_every_reader_shows(client: Client, news: NewsIndexPage) -> None:
    make_under(news, NewsPage, title="A", day=date(2026, 3, 2), picture=photograph(), picture_decorative=True)
    make_under(news, NewsPage, title="B", day=date(2026, 3, 1), picture=drawing(), picture_decorative=True)
    enclosures = [item.find("enclosure") for item in read(client, "/rss/nyheter.xml").findall("item")]
    kinds = [(each.get("type"), each.get("url", "").partition("/media/")[0]) for each in enclosures]
    assert kinds == [("image/jpeg", "http://testserver"), ("image/svg+xml", "http://testserver")]


def test_what_not_everyone_may_read_is_in_no_feed(client: Client, news: NewsIndexPage) -> None:
    closed = make_under(news, NewsPage, title="För några få")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert read(client, "/rss/nyheter.xml").findall("item") == []


@pytest.mark.parametrize("seconds", [0, 30])
def test_who_has_the_newest_already_is_not_sent_it_again(
    client: Client, news: NewsIndexPage, settings: Settings, seconds: int
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = seconds
    page = make_under(news, NewsPage, title="Först")
    asked = {"accept-encoding": "gzip"}
    first = client.get("/rss/nyheter.xml", headers=asked)
    assert f"max-age={seconds}" in first["Cache-Control"]
    known = {**asked, "if-none-match": first["ETag"]}
    again = client.get("/rss/nyheter.xml", headers=known)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    # The whole is still there for everyone else.
    assert client.get("/rss/nyheter.xml", headers=asked).content == first.content
    page.title = "Sedan"
    page.save_revision().publish()
    assert client.get("/rss/nyheter.xml", headers=known).status_code == 200


@pytest.mark.parametrize(
    ("index", "model", "fields", "path"),
    [(NewsIndexPage, NewsPage, {}, "nyheter"), (StoryIndexPage, StoryPage, STORY, "berattelser")],
)
def test_a_feed_costs_the_same_for_three_and_three_hundred(
    client: Client, index: type[Page], model: type[Any], fields: dict[str, Any], path: str
) -> None:
    front, picture, costs = make_front(), photograph(), []
    for count in (3, 300):
        parent = make_under(front, index, slug=path)
        make_many(parent, model, count, picture=picture, picture_decorative=True, **fields)
        client.get(f"/rss/{path}.xml")
        with CaptureQueriesContext(connection) as captured:
            items = read(client, f"/rss/{path}.xml").findall("item")
        costs.append((len(items), len(captured)))
        Page.objects.get(pk=parent.pk).delete()
    assert costs == [(3, costs[0][1]), (MOST_IN_FEED, costs[0][1])]
    assert costs[0][1] <= 8


def test_a_day_that_lies_ahead_hides_nothing_that_comes_after(client: Client, news: NewsIndexPage) -> None:
    make_under(news, NewsPage, title="Om tio år", day=date(2036, 1, 1))
    assert "Last-Modified" not in client.get("/rss/nyheter.xml")


def test_where_the_sites_begin_is_asked_once_and_not_for_each_page(
    client: Client, news: NewsIndexPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In production the answer lies in a table: each question is a query that the tests' memory does not count."""
    make_many(news, NewsPage, 12)
    asked, roots = [], Site.get_site_root_paths
    monkeypatch.setattr(Site, "get_site_root_paths", lambda: asked.append(1) or roots())
    client.get("/rss/nyheter.xml")
    assert len(asked) <= 3
    asked.clear()
    client.get("/nyheter/")
    assert len(asked) <= 4


def test_the_first_list_of_news_leads_to_its_feed_and_another_does_not(
    client: Client, news: NewsIndexPage
) -> None:
    link = '<a href="/rss/nyheter.xml">Följ nyheterna med RSS</a>'
    make_under(news.get_parent(), NewsIndexPage, title="Från skolan", slug="skolan")
    assertContains(client.get("/nyheter/"), link, count=1)
    assertNotContains(client.get("/skolan/"), link)


def test_a_program_may_ask_for_the_head_and_post_nothing(
    client: Client, news: NewsIndexPage, django_assert_num_queries: Callable[[int], object]
) -> None:
    assert client.head("/rss/nyheter.xml").status_code == 200
    with django_assert_num_queries(0):
        assert client.post("/rss/nyheter.xml").status_code == 405
