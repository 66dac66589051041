"""The whole public site of the demo, page by page and link by link, without a browser."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from home.demo.registry import load_all
from home.models import BasePage
from tests.factories.publishing import not_indexed
from tests.tools.html_checker import errors_in

pytestmark = pytest.mark.usefixtures("whole_demo", "db")

MOST_QUERIES = 20
# Pages that are made for each visitor, or for those who work here: a link to them asks her to sign in.
ASK_TO_SIGN_IN = ("/admin/", "/mina-ansokningar/", "/en/mina-ansokningar/")


@pytest.fixture(scope="module")
def whole_demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Everything that the demo has, the portal's rounds included."""
    with django_db_blocker.unblock(), transaction.atomic():
        with not_indexed():
            load_all()
        yield
        transaction.set_rollback(True)


class Reader(HTMLParser):
    """What a crawler reads in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.language = ""
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take in a tag."""
        told = {name: value or "" for name, value in attributes}
        self.counts[tag] += 1
        self.names |= {told[name] for name in ("id", "name") if name in told}
        if tag == "html":
            self.language = told.get("lang", "")
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        # The title of a drawing is not the page's.
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if self._in_title:
            self.title += data.strip()

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        self._in_title = False


def crawl(client: Client) -> Iterator[tuple[str, str, Reader]]:
    """Every page that links lead to from both front pages: its address, its HTML, and what is in it.

    Fails at a link that leads nowhere.
    """
    waiting, seen, anchors = ["/", "/en/"], {"/", "/en/"}, {}
    wanted: list[tuple[str, str, str]] = []
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        if answer.status_code in (301, 302) and path.startswith(ASK_TO_SIGN_IN):
            continue
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        if not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        page = Reader(html)
        anchors[path] = page.names
        yield path, html, page
        for link in page.links:
            there, anchor = urldefrag(urljoin(f"http://testserver{path}", link))
            parts = urlsplit(there)
            if parts.scheme not in ("http", "https") or parts.hostname != "testserver":
                continue
            target = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
            if anchor:
                wanted.append((path, target, unquote(anchor)))
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    broken = [(here, there, name) for here, there, name in wanted if name not in anchors.get(there, {name})]
    assert broken == []


def test_every_link_leads_somewhere_and_every_page_is_sound(client: Client) -> None:
    found = list(crawl(client))
    addresses = {path.partition("?")[0] for path, _html, _page in found}
    published = {page.get_url() for page in Page.objects.live().filter(depth__gte=2)}
    # An easy-to-read version, like any page, is reached by a link.
    assert published - addresses == set()

    languages = {path: page.language for path, _html, page in found}
    assert languages == {path: "en" if path.startswith("/en/") else "sv" for path in languages}
    assert {path: page.counts["h1"] for path, _html, page in found if page.counts["h1"] != 1} == {}
    whole = {path: (page.language, page.title) for path, _html, page in found if "?" not in path}
    twice = [title for title, times in Counter(whole.values()).items() if times > 1 or not title[1]]
    assert {path: title for path, title in whole.items() if title in twice} == {}
    assert errors_in({path: html for path, html, _page in found}) == []


def test_no_page_asks_the_database_more_than_it_may(client: Client) -> None:
    asked = {}
    for page in Page.objects.live().filter(depth__gte=2).specific():
        assert isinstance(page, BasePage)
        # The first visit makes the pictures in the sizes of the page, once and for all.
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(page.get_url())
        asked[page.get_url()] = len(queries)
    assert {path: count for path, count in asked.items() if count > MOST_QUERIES} == {}
