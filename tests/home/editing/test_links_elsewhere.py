"""Addresses elsewhere are tried, a few at a time, and never those of machines behind the site."""

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from home.editing.links.address import NotAllowed, resolve
from home.editing.links.elsewhere import problem_of
from home.editing.links.work import MOST_AT_A_TIME, try_links_elsewhere
from home.models import LinkCheck
from tests.home.editing.people import page

Problem, Status = LinkCheck.Problem, LinkCheck.Status


class Answers(BaseHTTPRequestHandler):
    """Answers with the status that is the path: `/404`. `/onwards/…` sends one on to the rest of the path."""

    def do_GET(self) -> None:
        """Answer."""
        self.server.asked.append(f"{self.command} {self.path}")  # type: ignore[attr-defined]
        first, _slash, rest = self.path.removeprefix("/").partition("/")
        status = {"onwards": 302, "head": 405 if self.command == "HEAD" else 200, "circle": 302}
        self.send_response(status.get(first) or int(first))
        if first == "onwards":
            self.send_header("Location", f"/{rest}" if ":" not in rest else rest)
        if first == "circle":
            self.send_header("Location", self.path)
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815  (the library's own name)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def server(settings: Settings) -> Iterator[ThreadingHTTPServer]:
    """A server of the test's own, on this machine."""
    settings.LINK_CHECK_ADDRESSES = "any"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(server: ThreadingHTTPServer) -> str:
    """Its address."""
    return f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("200", Problem.NONE),
        ("404", Problem.GONE),
        ("410", Problem.GONE),
        ("500", Problem.ERROR),
        ("403", Problem.NONE),
        ("head", Problem.NONE),
        ("onwards/200", Problem.NONE),
        ("onwards/404", Problem.GONE),
        ("circle", Problem.ERROR),
    ],
)
def test_an_answer_is_understood(site: str, path: str, problem: str) -> None:
    assert problem_of(f"{site}/{path}") == problem


def test_a_server_that_is_not_there_does_not_answer(settings: Settings) -> None:
    settings.LINK_CHECK_ADDRESSES = "any"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert problem_of(f"http://127.0.0.1:{taken.getsockname()[1]}/") == Problem.NO_ANSWER


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/",
        "http://0.0.0.0/",
        "http://[fe80::1]/",
        "http://[2002:7f00:1::]/",
        "http://192.0.2.1.:99999/",
        "ftp://93.184.216.34/",
        "http://someone:secret@93.184.216.34/",
        "http:///nowhere",
    ],
)
def test_no_address_behind_the_site_is_asked(settings: Settings, url: str) -> None:
    settings.LINK_CHECK_ADDRESSES = "public"
    with pytest.raises(NotAllowed):
        resolve(urlsplit(url))
    assert problem_of(url) is None


def test_being_sent_on_to_an_address_behind_the_site_leads_nowhere(
    server: ThreadingHTTPServer, site: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is public when the link is looked at; where it sends one is looked at as well."""
    settings.LINK_CHECK_ADDRESSES = "public"
    monkeypatch.setattr("home.editing.links.address._is_public", lambda address: address != "127.0.0.2")
    assert problem_of(f"{site}/onwards/http://127.0.0.2:{server.server_port}/200") is None
    assert [line for line in server.asked if line.endswith("/200") and "onwards" not in line] == []


@pytest.fixture
def link(demo: None, site: str) -> LinkCheck:
    """A link on a page that is not tried yet."""
    return LinkCheck.objects.create(page=page("om-webbplatsen"), url=f"{site}/500", text="Ett fel")


def after(link: LinkCheck, now: datetime) -> tuple[str, int]:
    """How the link stands after the periodic work."""
    try_links_elsewhere(now)
    link.refresh_from_db()
    return link.status, link.failures


def test_an_address_is_broken_after_three_failures_and_works_after_one_answer(link: LinkCheck) -> None:
    start = timezone.now()
    at = [start + timedelta(days=number) for number in range(12)]
    assert after(link, at[0]) == (Status.FAILING, 1)
    assert after(link, at[0] + timedelta(hours=1)) == (Status.FAILING, 1)
    assert after(link, at[1]) == (Status.FAILING, 2)
    assert after(link, at[2]) == (Status.BROKEN, 3)
    assert link.first_failed == start
    link.url = link.url.replace("500", "200")
    link.save()
    assert after(link, at[11]) == (Status.WORKS, 0)
    assert link.first_failed is None


def test_an_address_that_is_gone_is_broken_at_once(link: LinkCheck) -> None:
    link.url = link.url.replace("500", "404")
    link.save()
    assert after(link, timezone.now()) == (Status.BROKEN, 1)


def test_each_host_is_asked_once_at_a_time_and_only_so_many(link: LinkCheck, settings: Settings) -> None:
    about = page("om-webbplatsen")
    more = [LinkCheck(page=about, url=link.url.replace("/500", f"/2{number:02d}")) for number in range(3, 6)]
    LinkCheck.objects.bulk_create(more)
    now = timezone.now()
    assert [try_links_elsewhere(now) for _round in range(5)] == [1, 1, 1, 1, 0]
    others = [LinkCheck(page=about, url=f"http://127.0.0.{n}:1/") for n in range(2, 4 + MOST_AT_A_TIME)]
    LinkCheck.objects.bulk_create(others)
    assert try_links_elsewhere(now) == MOST_AT_A_TIME


def test_what_there_was_no_time_for_comes_again_the_next_time(
    link: LinkCheck, server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    with monkeypatch.context() as in_a_hurry:
        in_a_hurry.setattr("home.editing.links.work.MOST_SECONDS", -1)
        assert try_links_elsewhere(now) == 0
    assert server.asked == []
    assert try_links_elsewhere(now) == 1


def test_nothing_is_asked_where_the_site_may_not_ask(
    link: LinkCheck, server: ThreadingHTTPServer, settings: Settings
) -> None:
    settings.LINK_CHECK_ADDRESSES = "none"
    assert try_links_elsewhere(timezone.now()) == 0
    assert server.asked == []
