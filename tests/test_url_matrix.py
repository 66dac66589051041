"""Every address of our own, asked for by everyone: who is let in, who is asked to sign in, who finds nothing.

The tables are the rule. An address that is missing from them fails the last test.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

from home.models import User
from stipend_portal.states import Role, State
from tests.factories.portal import (
    PASSWORD,
    decide,
    make_applicant,
    make_application,
    make_round,
    make_staff,
)
from tests.factories.snapshot import portal_snapshot
from tests.factories.typed import ABOUT, make_draft

pytestmark = pytest.mark.django_db

# nobody: not signed in · owner: whose application it is · other: another applicant · elsewhere: a case
# officer of another round · admin: an administrator of the site without a role · the rest: that role in
# the round.
# ruff: noqa: E501  (one line an address)
GET = """
address                                        nobody owner other officer secretary auditor finance member communicator strategist elsewhere admin
admin/login/                                      200   302   302     302       302     302     302    302          302        302       302   302
admin/                                            302   302   302     200       200     200     200    200          200        200       200   200
admin/arenden/                                    302   302   302     200       200     200     200    200          403        403       200   200
admin/arenden/<int:pk>/                           302   302   302     200       200     200     404    404          404        404       404   404
admin/arenden/<int:pk>/handlagg/                  302   302   302     200       403     403     404    404          404        404       404   404
admin/arenden/<int:pk>/bered/                     302   302   302     200       403     403     404    404          404        404       404   404
admin/arenden/<int:pk>/besluta/                   302   302   302     200       200     403     404    404          404        404       404   404
admin/arenden/<int:pk>/avsluta/                   302   302   302     200       403     403     403    404          404        404       404   404
admin/arenden/<int:pk>/brev/<uuid:message>/       302   302   302     200       200     403     403    404          404        404       404   404
admin/omgangar/                                   302   302   302     200       200     200     302    302          302        302       200   200
admin/omgangar/results/                           302   302   302     200       200     200     302    302          302        302       200   200
admin/omgangar/new/                               302   302   302     200       302     302     302    302          302        302       200   200
admin/omgangar/edit/<int:pk>/                     302   302   302     200       302     302     302    302          302        302       200   200
admin/omgangar/history/<int:pk>/                  302   302   302     200       302     302     302    302          302        302       200   200
admin/omgangar/history-results/<int:pk>/          302   302   302     200       302     302     302    302          302        302       200   200
admin/stipendier/                                 302   302   302     200       200     200     302    302          302        302       200   200
admin/stipendier/results/                         302   302   302     200       200     200     302    302          302        302       200   200
admin/stipendier/new/                             302   302   302     200       302     302     302    302          302        302       200   200
admin/stipendier/edit/<int:pk>/                   302   302   302     200       302     302     302    302          302        302       200   200
admin/stipendier/history/<int:pk>/                302   302   302     200       302     302     302    302          302        302       200   200
admin/stipendier/history-results/<int:pk>/        302   302   302     200       302     302     302    302          302        302       200   200
robots.txt                                        200   200   200     200       200     200     200    200          200        200       200   200
sitemap.xml                                       200   200   200     200       200     200     200    200          200        200       200   200
styleguide/                                       200   200   200     200       200     200     200    200          200        200       200   200
demo/mail/                                        200   200   200     200       200     200     200    200          200        200       200   200
konto/                                            200   302   302     302       302     302     302    302          302        302       302   302
konto/kod/                                        302   302   302     302       302     302     302    302          302        302       302   302
konto/logga-ut/                                   302   200   200     200       200     200     200    200          200        200       200   200
konto/avstangt/                                   200   200   200     200       200     200     200    200          200        200       200   200
konto/nytt/                                       302   302   302     302       302     302     302    302          302        302       302   302
ansok/                                            200   200   200     200       200     200     200    200          200        200       200   200
ansok/utkast/<uuid:draft_id>/                     302   302   404     404       404     404     404    404          404        404       404   404
ansok/utkast/<uuid:draft_id>/<slug:step>/         302   200   404     404       404     404     404    404          404        404       404   404
ansok/<slug:slug>/                                200   200   200     200       200     200     200    200          200        200       200   200
ansok/<slug:slug>/passar-det/                     200   200   200     200       200     200     200    200          200        200       200   200
ansok/<slug:slug>/borja/                          302   200   200     403       403     403     403    403          403        403       403   403
ansok/<slug:slug>/nytt-utkast/                    302   302   302     302       302     302     302    302          302        302       302   302
mina-ansokningar/                                 302   200   200     200       200     200     200    200          200        200       200   200
mina-ansokningar/<slug:reference>/                302   200   404     404       404     404     404    404          404        404       404   404
mina-ansokningar/<slug:reference>/kvitto/         302   200   404     404       404     404     404    404          404        404       404   404
mina-ansokningar/<slug:reference>/ta-tillbaka/    302   200   404     404       404     404     404    404          404        404       404   404
godkann/<str:token>/                              200   200   200     200       200     200     200    200          200        200       200   200
_util/login/                                      200   302   302     302       302     302     302    302          302        302       302   302
/                                                 200   200   200     200       200     200     200    200          200        200       200   200
"""
POST = """
address                                        nobody owner other officer secretary auditor finance member communicator strategist elsewhere admin
admin/login/                                      200   302   302     302       302     302     302    302          302        302       302   302
admin/                                            302   302   302     405       405     405     405    405          405        405       405   405
admin/arenden/                                    302   302   302     405       405     405     405    405          403        403       405   405
admin/arenden/<int:pk>/                           302   302   302     405       405     405     405    405          405        405       405   405
admin/arenden/<int:pk>/handlagg/                  302   302   302     302       403     403     404    404          404        404       404   404
admin/arenden/<int:pk>/bered/                     302   302   302     302       403     403     404    404          404        404       404   404
admin/arenden/<int:pk>/besluta/                   302   302   302     422       422     403     404    404          404        404       404   404
admin/arenden/<int:pk>/avsluta/                   302   302   302     302       403     403     403    404          404        404       404   404
admin/arenden/<int:pk>/brev/<uuid:message>/       302   302   302     302       302     403     403    404          404        404       404   404
admin/omgangar/                                   302   302   302     405       405     405     302    302          302        302       405   405
admin/omgangar/results/                           302   302   302     405       405     405     302    302          302        302       405   405
admin/omgangar/new/                               302   302   302     200       302     302     302    302          302        302       200   200
admin/omgangar/edit/<int:pk>/                     302   302   302     200       302     302     302    302          302        302       200   200
admin/omgangar/history/<int:pk>/                  302   302   302     405       302     302     302    302          302        302       405   405
admin/omgangar/history-results/<int:pk>/          302   302   302     405       302     302     302    302          302        302       405   405
admin/stipendier/                                 302   302   302     405       405     405     302    302          302        302       405   405
admin/stipendier/results/                         302   302   302     405       405     405     302    302          302        302       405   405
admin/stipendier/new/                             302   302   302     200       302     302     302    302          302        302       200   200
admin/stipendier/edit/<int:pk>/                   302   302   302     200       302     302     302    302          302        302       200   200
admin/stipendier/history/<int:pk>/                302   302   302     405       302     302     302    302          302        302       405   405
admin/stipendier/history-results/<int:pk>/        302   302   302     405       302     302     302    302          302        302       405   405
robots.txt                                        200   200   200     200       200     200     200    200          200        200       200   200
sitemap.xml                                       200   200   200     200       200     200     200    200          200        200       200   200
styleguide/                                       200   200   200     200       200     200     200    200          200        200       200   200
demo/mail/                                        200   200   200     200       200     200     200    200          200        200       200   200
konto/                                            200   302   302     302       302     302     302    302          302        302       302   302
konto/kod/                                        302   302   302     302       302     302     302    302          302        302       302   302
konto/logga-ut/                                   302   302   302     302       302     302     302    302          302        302       302   302
konto/avstangt/                                   405   405   405     405       405     405     405    405          405        405       405   405
konto/nytt/                                       302   302   302     302       302     302     302    302          302        302       302   302
ansok/                                            405   405   405     405       405     405     405    405          405        405       405   405
ansok/utkast/<uuid:draft_id>/                     302   302   404     404       404     404     404    404          404        404       404   404
ansok/utkast/<uuid:draft_id>/<slug:step>/         403   409   404     404       404     404     404    404          404        404       404   404
ansok/<slug:slug>/                                405   405   405     405       405     405     405    405          405        405       405   405
ansok/<slug:slug>/passar-det/                     422   422   422     422       422     422     422    422          422        422       422   422
ansok/<slug:slug>/borja/                          302   405   405     405       405     405     405    405          405        405       405   405
ansok/<slug:slug>/nytt-utkast/                    302   302   302     403       403     403     403    403          403        403       403   403
mina-ansokningar/                                 302   405   405     405       405     405     405    405          405        405       405   405
mina-ansokningar/<slug:reference>/                302   405   405     405       405     405     405    405          405        405       405   405
mina-ansokningar/<slug:reference>/kvitto/         302   405   405     405       405     405     405    405          405        405       405   405
mina-ansokningar/<slug:reference>/ta-tillbaka/    302   302   404     404       404     404     404    404          404        404       404   404
godkann/<str:token>/                              422   422   422     422       422     422     422    422          422        422       422   422
_util/login/                                      200   302   302     302       302     302     302    302          302        302       302   302
/                                                 200   200   200     200       200     200     200    200          200        200       200   200
"""


class World:
    """A round with a draft and cases in every state that an address needs, and all its people."""

    def __init__(self) -> None:
        round_ = make_round()
        owner = make_applicant()
        cases = {
            state: make_application(round=round_, applicant=owner, state=state)
            for state in (State.SUBMITTED, State.IN_REVIEW, State.PREPARED)
        }
        decided = make_application(round=round_, applicant=owner, state=State.PREPARED)
        decide(decided)
        draft = make_draft(owner, round_, done=(ABOUT,))
        submitted = cases[State.SUBMITTED]
        self.people: dict[str, User | None] = {
            "nobody": None,
            "owner": owner,
            "other": make_applicant(),
            "officer": make_staff(Role.CASE_OFFICER, rounds=[round_]),
            "secretary": make_staff(Role.BOARD_SECRETARY, rounds=[round_]),
            "auditor": make_staff(Role.AUDITOR, rounds=[round_]),
            "finance": make_staff(Role.FINANCE, rounds=[round_]),
            "member": make_staff(Role.COMMITTEE_MEMBER, rounds=[round_]),
            "communicator": make_staff(Role.COMMUNICATOR, rounds=[round_]),
            "strategist": make_staff(Role.STRATEGIST, rounds=[round_]),
            "elsewhere": make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
            "admin": make_applicant(is_superuser=True, is_staff=True, password=PASSWORD),
        }
        # What stands for the variable parts of an address; a whole address goes before a part.
        self.parts = {
            "admin/arenden/<int:pk>/bered/": {"int:pk": cases[State.IN_REVIEW].pk},
            "admin/arenden/<int:pk>/besluta/": {"int:pk": cases[State.PREPARED].pk},
            "admin/arenden/<int:pk>/avsluta/": {"int:pk": decided.pk},
            "admin/arenden/<int:pk>/brev/<uuid:message>/": {
                "int:pk": decided.pk,
                "uuid:message": decided.messages.get(kind="decision_letter").pk,
            },
            "admin/arenden/": {"int:pk": submitted.pk},
            "admin/omgangar/": {"int:pk": round_.pk},
            "admin/stipendier/": {"int:pk": round_.programme_id},
            "": {
                "uuid:draft_id": draft.pk,
                "slug:step": ABOUT,
                "slug:slug": round_.slug,
                "slug:reference": submitted.reference,
                "str:token": submitted.approvals.earliest("pk").token,
            },
        }

    def address(self, route: str) -> str:
        """The address of a route in this world."""
        key = max((start for start in self.parts if route.startswith(start)), key=len)
        parts = {f"<{name}>": str(value) for name, value in self.parts[key].items()}
        return "/" + re.sub(r"<[^>]+>", lambda match: parts[match.group()], route.lstrip("/"))

    def clients(self) -> Iterator[tuple[str, Client]]:
        """A browser for each, one at a time."""
        for name, person in self.people.items():
            client = Client(raise_request_exception=False)
            if person:
                client.force_login(person)
            yield name, client


def read(table: str) -> dict[str, dict[str, int]]:
    """A table as address → person → status."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    return {
        row[0]: {name: int(status) for name, status in zip(head[1:], row[1:], strict=True)} for row in rows
    }


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for all addresses; every request is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def ask(world: World, method: str, route: str) -> dict[str, int]:
    """Everyone asks for an address. Nobody's GET changes anything, nor does a POST that is refused."""
    statuses = {}
    address = world.address(route)
    before = portal_snapshot()
    for name, client in world.clients():
        cache.clear()
        with transaction.atomic():
            statuses[name] = getattr(client, method)(address).status_code
            if method == "post":
                if statuses[name] >= 400:
                    assert portal_snapshot() == before, f"{name} changed something"
                transaction.set_rollback(True)
    assert portal_snapshot() == before
    return statuses


@pytest.mark.parametrize("route", read(GET))
def test_opening_an_address(world: World, route: str) -> None:
    assert ask(world, "get", route) == read(GET)[route]


@pytest.mark.parametrize("route", read(POST))
def test_posting_nothing_to_an_address(world: World, route: str) -> None:
    assert ask(world, "post", route) == read(POST)[route]


OURS = ("home.", "partners.", "stipend_portal.", "allauth.")
OUR_NAMESPACES = {"cases", "rounds", "programmes"}


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
    assert set(read(GET)) == ours
    assert set(read(POST)) == ours


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
