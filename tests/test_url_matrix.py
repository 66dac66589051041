"""Every address of our own, asked for by everyone: who is let in, who is asked to sign in, who finds nothing.

The tables in `url_matrix/` are the rule. An address that is missing from them fails the last test.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

from home.models import User
from stipend_portal.models import LetterTemplate, OutboxMessage, PortalText
from stipend_portal.services.allocation import adopt
from stipend_portal.services.record_copy import record_copy
from stipend_portal.states import Role, State
from tests.factories.conflicts import make_answer, make_protected
from tests.factories.meetings import close, item_at, make_meeting_of
from tests.factories.portal import (
    PASSWORD,
    clear_of_conflict,
    decide,
    make_applicant,
    make_application,
    make_group_application,
    make_round,
    make_staff,
)
from tests.factories.ranking import make_ranked_round
from tests.factories.snapshot import portal_snapshot
from tests.factories.stored import make_attachment, make_draft_file, round_with_files
from tests.factories.supplements import ask_for_more
from tests.factories.typed import ABOUT, make_draft

pytestmark = pytest.mark.django_db

# nobody: not signed in · owner: whose application it is · other: another applicant · elsewhere: a case
# officer of another round · admin: an administrator of the site without a role · the rest: that role in
# the round.
TABLES = Path(__file__).parent / "url_matrix"


class World:
    """A round with a draft and cases in every state that an address needs, and all its people."""

    def __init__(self) -> None:
        round_ = round_with_files()
        owner = make_applicant()
        cases = {
            state: make_application(round=round_, applicant=owner, state=state)
            for state in (State.SUBMITTED, State.IN_REVIEW, State.PREPARED)
        }
        decided = make_application(round=round_, applicant=owner, state=State.PREPARED)
        decide(decided)
        told = decide(make_application(round=round_, applicant=owner, state=State.PREPARED))
        told.messages.update(status=OutboxMessage.Status.SENT)
        asked = ask_for_more(make_application(round=round_, applicant=owner, state=State.IN_REVIEW))
        member = make_group_application(round=round_, applicant=owner).members.earliest("pk")
        draft = make_draft(owner, round_, done=(ABOUT,))
        draft_file = make_draft_file(draft)
        submitted = cases[State.SUBMITTED]
        record_copy(submitted.latest_version)
        attachment = make_attachment(submitted)
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
        hidden = make_protected(self.people["officer"], round=round_)
        assessed = make_application(round=round_)
        clear_of_conflict([self.people["member"]], [assessed])
        meeting, closed = (make_meeting_of(round_) for _number in range(2))
        waiting = item_at(meeting, round=round_)
        clear_of_conflict([self.people["member"]], [waiting.application])
        close(closed)
        working = [person for name, person in self.people.items() if person and name != "elsewhere"]
        plan, adopted = make_ranked_round(working), make_ranked_round(working)
        adopt(plan=adopted, actor=self.people["officer"])
        # What stands for the variable parts of an address; a whole address goes before a part.
        self.parts = {
            "admin/arenden/<int:pk>/bered/": {"int:pk": cases[State.IN_REVIEW].pk},
            "admin/arenden/<int:pk>/begar-komplettering/": {"int:pk": cases[State.IN_REVIEW].pk},
            "admin/arenden/<int:pk>/sluta-vanta/": {"int:pk": asked.application.pk},
            "mina-ansokningar/<slug:reference>/komplettera/": {"slug:reference": asked.application.reference},
            "admin/arenden/<int:pk>/besluta/": {"int:pk": cases[State.PREPARED].pk},
            "admin/arenden/<int:pk>/avsluta/": {"int:pk": told.pk},
            "admin/arenden/<int:pk>/brev/<uuid:message>/": {
                "int:pk": decided.pk,
                "uuid:message": decided.messages.get(kind="decision_letter").pk,
            },
            "admin/arenden/<int:pk>/vardnadshavare/": {
                "int:pk": submitted.pk,
                "int:approval": submitted.approvals.earliest("pk").pk,
            },
            "admin/arenden/<int:pk>/deltagare/": {"int:pk": member.application_id, "int:member": member.pk},
            "admin/arenden/<int:pk>/ratta-beslut/": {"int:pk": decided.pk},
            "admin/sammantraden/": {"int:pk": meeting.pk, "int:item": waiting.pk},
            "admin/sammantraden/<int:pk>/protokoll/": {"int:pk": closed.pk},
            "admin/arenden/<int:pk>/jav/": {
                "int:pk": submitted.pk,
                "int:answer": make_answer(submitted).pk,
            },
            "admin/arenden/<int:pk>/oppna/": {"int:pk": hidden.pk},
            "admin/arenden/<int:pk>/sluta-skydda/": {"int:pk": hidden.pk},
            "admin/arenden/<int:pk>/namngivna/": {
                "int:pk": hidden.pk,
                "int:assignment": hidden.assignments.earliest("pk").pk,
            },
            "admin/bedomning/": {"int:pk": assessed.pk, "uuid:file_id": make_attachment(assessed).pk},
            "admin/jav/sagt/": {"int:round": round_.pk},
            "admin/arenden/": {"int:pk": submitted.pk, "int:number": 1, "uuid:file_id": attachment.pk},
            "admin/brev/": {"uuid:message": decided.messages.get(kind="decision_letter").pk},
            "admin/brevmallar/": {"int:pk": LetterTemplate.objects.earliest("pk").pk},
            "admin/logg/": {"slug:log": "arenden"},
            "admin/papper/": {"int:round": round_.pk},
            "admin/rangordning/": {
                "int:pk": plan.round_id,
                "int:plan": plan.pk,
                "int:case": plan.lines.earliest("pk").application_id,
            },
            "admin/rangordning/forslag/<int:plan>/angra/": {"int:plan": adopted.pk},
            "admin/omgangar/": {"int:pk": round_.pk},
            "admin/stipendier/": {"int:pk": round_.programme_id},
            "admin/texter/": {"int:pk": PortalText.objects.get(key="declaration").pk},
            "admin/users/": {"int:pk": self.people["elsewhere"].pk},
            "godkann/deltagare/": {"str:token": member.token},
            "mina-ansokningar/<slug:reference>/bilaga/": {
                "slug:reference": submitted.reference,
                "uuid:file_id": attachment.pk,
            },
            "": {
                "uuid:draft_id": draft.pk,
                "uuid:file_id": draft_file.pk,
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


GET, POST = read("get"), read("post")


@pytest.mark.parametrize("route", GET)
def test_opening_an_address(world: World, route: str) -> None:
    assert ask(world, "get", route) == GET[route]


@pytest.mark.parametrize("route", POST)
def test_posting_nothing_to_an_address(world: World, route: str) -> None:
    assert ask(world, "post", route) == POST[route]


OURS = ("home.", "partners.", "stipend_portal.", "allauth.")
OUR_NAMESPACES = {"cases", "rounds", "programmes", "texts", "letter_templates"}


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
