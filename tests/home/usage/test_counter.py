"""Visits are counted for people on public pages, and for nobody else."""

from collections.abc import Iterator
from datetime import date
from threading import Thread

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from home.models import PageViews
from home.usage import counter as counting
from home.usage.counter import ViewCounter, counter, write
from tests.factories.portal import make_applicant

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class NoClock:
    """A clock that never strikes: the tests write themselves."""

    started = 0

    def __init__(self, seconds: float, act: object) -> None:
        self.daemon = False

    def start(self) -> None:
        assert self.daemon
        NoClock.started += 1


@pytest.fixture(autouse=True)
def counted(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Count, without a thread, beginning from nothing."""
    settings.PAGE_VIEWS_WRITTEN_EVERY_SECONDS = 60
    monkeypatch.setattr(counting, "Timer", NoClock)
    NoClock.started = 0
    counter.take()
    yield
    counter.take()


def test_a_page_is_counted_whether_it_is_made_or_kept(client: Client, demo: None, settings: Settings) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    for _visit in range(3):
        client.get("/om-webbplatsen/", {"q": "Alva"}, headers={"user-agent": BROWSER})
    assert counter.take() == {"/om-webbplatsen/": 3}


def test_what_is_no_visit_is_not_counted(client: Client, demo: None, settings: Settings) -> None:
    for agent in ("Mozilla/5.0 (compatible; Exempelbot/2.1)", "python-requests/2", ""):
        client.get("/om-webbplatsen/", headers={"user-agent": agent})
    people = {"user-agent": BROWSER}
    client.head("/om-webbplatsen/", headers=people)
    client.get("/om-webbplatsen/", headers={**people, "sec-purpose": "prefetch"})
    client.get("/finns-inte/", headers=people)
    client.get("/robots.txt", headers=people)
    client.get("/konto/", headers=people)
    client.force_login(make_applicant())
    client.get("/om-webbplatsen/", headers=people)
    client.logout()
    settings.PAGE_VIEWS_WRITTEN_EVERY_SECONDS = 0
    client.get("/om-webbplatsen/", headers=people)
    assert counter.take() == {}


@pytest.mark.django_db
def test_visits_of_several_processes_are_added_up_by_day() -> None:
    write({"/b/": 2, "/a/": 1}, date(2027, 3, 1))
    write({"/a/": 4, "/" + "x" * 500: 9}, date(2027, 3, 1))
    write({"/a/": 7}, date(2027, 3, 2))
    written = PageViews.objects.order_by("day", "path").values_list("path", "day__day", "count")
    assert list(written) == [("/a/", 1, 5), ("/b/", 1, 2), ("/a/", 2, 7)]


def test_no_visit_is_lost_between_threads_and_one_clock_is_set() -> None:
    own = ViewCounter()

    def visit() -> None:
        for _visit in range(2000):
            own.add("/a/")

    threads = [Thread(target=visit) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (own.take(), NoClock.started, own.take()) == ({"/a/": 8000}, 1, {})
