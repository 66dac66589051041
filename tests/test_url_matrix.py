"""Every address of our own, asked for by everyone: who is let in, who is asked to sign in, who finds nothing.

The tables in `url_matrix/` are the rule: the columns are the people of the world. An address that is missing
from them fails a test of its own. How a case stands towards a person is varied in `test_case_matrix`.
"""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

from stipend_portal.states import Role
from tests.factories.portal import PASSWORD, make_staff
from tests.factories.snapshot import Snapshot, portal_snapshot
from tests.factories.world import World

pytestmark = pytest.mark.django_db

TABLES = Path(__file__).parent / "url_matrix"


def read(method: str) -> dict[str, dict[str, int]]:
    """The table of a method as address → person → status."""
    table = (TABLES / f"{method}.txt").read_text(encoding="utf-8")
    head, *rows = [line.split() for line in table.splitlines()]
    return {
        row[0]: {name: int(status) for name, status in zip(head[1:], row[1:], strict=True)} for row in rows
    }


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for all addresses; every request is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def before(world: World) -> Snapshot:
    """What the world holds before anyone asks for anything."""
    return portal_snapshot()


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    """A browser for each of the people, signed in once for all addresses."""
    return dict(world.clients())


def ask(world: World, browsers: dict[str, Client], method: str, route: str) -> Iterator[tuple[str, int]]:
    """Everyone asks for an address, and only what a POST does that is let in is taken back."""
    address = world.address(route)
    for name, client in browsers.items():
        cache.clear()
        cookies = deepcopy(client.cookies)
        with transaction.atomic():
            status = getattr(client, method)(address).status_code
            transaction.set_rollback(method == "post" and status < 400)
        client.cookies = cookies
        yield name, status


def answers(
    world: World, browsers: dict[str, Client], before: Snapshot, method: str, route: str
) -> dict[str, int]:
    """What everyone is answered. Nobody's GET changes anything, nor does a POST that is refused."""
    with transaction.atomic():
        statuses = dict(ask(world, browsers, method, route))
        is_unchanged = portal_snapshot() == before
        transaction.set_rollback(True)
    assert is_unchanged, f"{route} is changed by {changed_by(world, browsers, before, method, route)}"
    return statuses


def changed_by(
    world: World, browsers: dict[str, Client], before: Snapshot, method: str, route: str
) -> list[str]:
    """Who is the first to change something without being let in, and what."""
    with transaction.atomic():
        for name, _status in ask(world, browsers, method, route):
            after = portal_snapshot()
            if changed := [table for table in before if after[table] != before[table]]:
                transaction.set_rollback(True)
                return [name, *changed]
        transaction.set_rollback(True)
    return []


GET, POST = read("get"), read("post")


@pytest.mark.parametrize("route", GET)
def test_opening_an_address(world: World, browsers: dict[str, Client], before: Snapshot, route: str) -> None:
    assert answers(world, browsers, before, "get", route) == GET[route]


@pytest.mark.parametrize("route", POST)
def test_posting_nothing_to_an_address(
    world: World, browsers: dict[str, Client], before: Snapshot, route: str
) -> None:
    assert answers(world, browsers, before, "post", route) == POST[route]


OURS = ("home.", "partners.", "stipend_portal.", "allauth.")
OUR_NAMESPACES = {
    "cases",
    "rounds",
    "programmes",
    "texts",
    "letter_templates",
    "supplement_templates",
    "partnership_proposals",
}


def routes(resolver: URLResolver, start: str = "", spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The addresses that lead to views of ours, or to views of Wagtail's about things of ours."""
    for pattern in resolver.url_patterns:
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from routes(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            ours = view.__module__.startswith(OURS) or OUR_NAMESPACES & set(spaces)
            if ours or pattern.name in {"wagtailadmin_home", "account_signup"}:
                yield "/" if pattern.name == "wagtail_serve" else route


def test_no_address_of_ours_is_missing_from_the_tables() -> None:
    with override("sv"):
        ours = set(routes(get_resolver()))
    assert set(GET) == ours
    assert set(POST) == ours


def login_routes(resolver: URLResolver, start: str = "") -> Iterator[str]:
    """The addresses of Django's own page for signing in, and of Wagtail's, which are built on it."""
    for pattern in resolver.url_patterns:
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from login_routes(pattern, route)
            continue
        view = getattr(pattern.callback, "view_class", object)
        if issubclass(view, LoginView) or pattern.name in {"account_login", "wagtailcore_login"}:
            yield route


def test_a_password_is_taken_on_allauths_page_only() -> None:
    """Wagtail has two pages of its own that would let a password past allauth's limits."""
    with override("sv"):
        found = [route for route in login_routes(get_resolver()) if not route.startswith("konto/")]
    assert {"admin/login/", "_util/login/"} <= set(found)
    for route in found:
        view = resolve(f"/{route}").func
        assert getattr(view, "view_class", view).__module__ == "allauth.account.views", route


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/", "/en/_util/login/"])
def test_guessing_a_password_is_stopped_wherever_it_is_tried(client: Client, path: str) -> None:
    cache.clear()
    user = make_staff(Role.CASE_OFFICER)
    for _attempt in range(6):
        client.post(path, {"login": user.email, "username": user.email, "password": "fel"})
    client.post(path, {"login": user.email, "username": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    cache.clear()
