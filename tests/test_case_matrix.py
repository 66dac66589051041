"""Every address about a case × everyone × how the case stands to her; and what lists tell of a hidden one.

The addresses come from the resolver, the people and the cases from the world of `test_url_matrix`, the states
from `url_matrix.case_world`, and what must be answered from the few lines of `url_matrix.case_rule`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.urls import get_resolver
from django.utils.translation import override

from stipend_portal.models import Round
from stipend_portal.phases import Phase
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.test_leaks_conflict import ALL, KEY, everything, said
from tests.test_url_matrix import GET, POST, routes
from tests.url_matrix.case_rule import (
    ASKED,
    ASSESSING,
    DOORS,
    LINK,
    MINE,
    NOBODYS,
    NOT_OF_ONE_CASE,
    STATES,
    WORKING,
    Say,
    door_of,
    rule,
)
from tests.url_matrix.case_world import APPLY, OTHERS, CaseWorld
from tests.url_matrix.filled import NOTHING_TO_DO, filled

pytestmark = pytest.mark.django_db

with override("sv"):
    ROUTES = sorted(set(routes(get_resolver())))
OF_ONE_CASE = [route for route in ROUTES if door_of(route)]
OF_MANY = [route for route in ROUTES if route.startswith("admin/") and not door_of(route)]
# In another round nothing is left to see; with protected identity the named see it in `test_leaks_conflict`.
LISTED = ("own", "jäv", "protected", "undeclared")
# Where cases are told of beside each other, and so where the others must still be told of.
TELLS = (
    "admin/arenden/",
    "POST admin/arenden/exportera/",
    "admin/brev/",
    "admin/brev/kom-inte-fram/",
    "admin/brev/skriv-ut/",
    "admin/logg/<slug:log>/",
    "admin/rangordning/forslag/<int:plan>/",
    "admin/sammantraden/<int:pk>/",
    "admin/sammantraden/<int:pk>/bilaga.pdf",
    "admin/sammantraden/<int:pk>/bilaga.docx",
    f"search {OTHERS}",
)
# Nobody changes the amounts of a proposal of which she does not see every case.
NEEDS_ALL = "admin/rangordning/forslag/<int:plan>/belopp/"
USUAL = {"get": GET, "post": POST}
# They open no case, so nothing is said of them but that they have applied.
OPEN_NONE = ("communicator", "strategist")
# Of those who do not work with cases, some of each kind: the tables hold for them whatever becomes of a case.
OUTSIDERS = ("communicator", "nobody", "other", "admin", "owner")
REFUSED = {Say.GONE, Say.OPEN, Say.LATE, Say.FORBIDDEN, Say.NOT_FOUND}


def people(state: str) -> list[str]:
    """Those of the world whom a state is said of."""
    if state == "own":
        return [*WORKING]
    open_some = [person for person in WORKING if person not in OPEN_NONE]
    return [*open_some, *OUTSIDERS] if state in {"protected", "closed"} else open_some


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[CaseWorld]:
    """Made once; what a state changes is rolled back."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        yield CaseWorld(patch)
        transaction.set_rollback(True)


def send(made: CaseWorld, person: str, method: str, address: str, route: str) -> HttpResponse:
    """One request, with a form that is filled in when it is a POST."""
    client = made.clients[person]
    inputs = filled(route, made.world.parts_of(route).get("int:pk", ""))
    return client.post(address, inputs) if method == "post" else client.get(address)


def answers_as(
    made: CaseWorld, person: str, method: str, route: str, say: Say, response: HttpResponse
) -> bool:
    """Whether a response is what the rule says."""
    status = response.status_code
    to = response.headers.get("Location", "")
    match say:
        case Say.USUAL:
            return status == USUAL[method][route][person]
        case Say.HERS:
            return status == USUAL[method][route]["owner"]
        case Say.GONE:
            part = DOORS[door_of(route) or ""]
            nobodys = made.world.address(route, **{part: NOBODYS[part]})
            return status == 404 or (
                status > 400 and status == send(made, person, method, nobodys, route).status_code
            )
        case Say.ASK:
            return to.endswith("/jav/") if to else status == 200
        case Say.LATE if method == "post":
            return status in {409, 422}
        case Say.OPEN:
            return "/oppna/?till=" in to if method == "get" else status == 409
        case _:
            return status == int(say.value)


def may_read(say: Say, person: str, route: str, status: int) -> bool:
    """Whether the answer may tell of the case: it is hers, or she is let in."""
    if route.startswith(LINK) or say is Say.HERS or (person == "owner" and route.startswith(MINE)):
        return True
    return person in WORKING and say in {Say.USUAL, Say.SHOWN, Say.LATE} and status in {200, 409}


def words_hidden(made: CaseWorld, say: Say, route: str) -> frozenset[str]:
    """What must not be told, where the case may not be read."""
    return ALL | made.references if say is Say.GONE and not route.startswith(MINE) else ALL


def asked(state: str, person: str) -> Iterator[tuple[str, str, Say]]:
    """What a person asks for, with what the rule says: every GET, and every POST that must be refused."""
    for method, table in USUAL.items():
        for route in OF_ONE_CASE:
            usual = table[route][person]
            say = rule(state, person, route, method, usual)
            refused = say in REFUSED or (say is Say.USUAL and usual in {403, 404})
            if usual != 405 and (method == "get" or refused):
                yield method, route, say


def wrong_answers(made: CaseWorld, state: str, person: str) -> Iterator[str]:
    """Each answer that is not what the rule says, or that tells what is hidden, as a line to read."""
    for method, route, say in asked(state, person):
        response = send(made, person, method, made.world.address(route), route)
        here = f"{method.upper()} {route} {person} {state}"
        if not answers_as(made, person, method, route, say, response):
            wanted = USUAL[method][route][person] if say is Say.USUAL else say.value
            to = response.headers.get("Location", "")
            yield f"{here}: expected {wanted}, got {response.status_code} {to}"
        if not may_read(say, person, route, response.status_code):
            text = said(response)
            if told := sorted(word for word in words_hidden(made, say, route) if word in text):
                yield f"{here}: tells {told}"


def changes(made: CaseWorld, state: str, person: str) -> Iterator[str]:
    """Which requests change something, and in which tables."""
    for method, route, _say in asked(state, person):
        before = portal_snapshot()
        send(made, person, method, made.world.address(route), route)
        after = portal_snapshot()
        if changed := sorted(name for name in before if before[name] != after[name]):
            yield f"{method.upper()} {route} {person} {state}: changes {changed}"


def all_wrong(made: CaseWorld, state: str, person: str) -> list[str]:
    """What is wrong with the answers to a person, and what changes though everything is read or refused."""
    cache.clear()
    before = portal_snapshot()
    with transaction.atomic():
        found = list(wrong_answers(made, state, person))
        is_unchanged = portal_snapshot() == before
        transaction.set_rollback(True)
    cache.clear()
    return found if is_unchanged else [*found, *changes(made, state, person)]


@pytest.mark.parametrize("state", STATES)
def test_a_case_answers_everyone_as_it_stands_to_her(made: CaseWorld, state: str) -> None:
    wrong: list[str] = []
    for person in people(state):
        with transaction.atomic():
            APPLY[state](made, made.world.people[person])
            wrong += all_wrong(made, state, person)
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def test_an_address_with_a_part_is_about_one_case_or_known_not_to_be() -> None:
    """A new one must be put on either side, or nobody would ask for it here."""
    unknown = [route for route in ROUTES if "<" in route and not door_of(route)]
    assert [route for route in unknown if not route.startswith(NOT_OF_ONE_CASE)] == []


def test_what_is_posted_changes_something_where_it_is_let_in(made: CaseWorld) -> None:
    """Without this, that nothing has changed would prove nothing."""
    without_change = set()
    for person in ("officer", "secretary", "member", "owner"):
        for route in OF_ONE_CASE:
            if POST[route][person] in {403, 404, 405} or (person == "owner" and route.startswith("admin/")):
                continue
            cache.clear()
            with transaction.atomic():
                if route.startswith(ASSESSING):
                    Round.objects.update(phase=Phase.ASSESSMENT)
                before = portal_snapshot()
                send(made, person, "post", made.world.address(route), route)
                if portal_snapshot() == before:
                    without_change.add(route)
                transaction.set_rollback(True)
    assert without_change == NOTHING_TO_DO.keys()


def told_by(made: CaseWorld, person: str) -> Iterator[tuple[str, str]]:
    """What each address about many cases says to someone: opened, the list searched, and posted to."""
    client, all_chosen = made.clients[person], everything()
    for route in OF_MANY:
        address = made.world.address(route)
        if GET[route][person] == 200:
            yield route, said(client.get(address))
        if POST[route][person] not in {302, 403, 404, 405}:
            with transaction.atomic():
                yield f"POST {route}", said(client.post(address, all_chosen))
                transaction.set_rollback(True)
    for words in (KEY, OTHERS):
        yield f"search {words}", said(client.get("/admin/arenden/", {"q": words}))


def of_the_others(made: CaseWorld, text: str) -> frozenset[str]:
    """What a text tells of the cases that are never hidden."""
    return frozenset(word for word in made.words_of_others if word in text)


@pytest.fixture(scope="module")
def told(made: CaseWorld) -> dict[str, dict[str, frozenset[str]]]:
    """What each person is told of the others, address by address, while nothing is hidden from her."""
    return {
        person: {where: of_the_others(made, text) for where, text in told_by(made, person)}
        for person in people("jäv")
    }


def test_what_is_about_many_cases_tells_of_each_to_those_who_read_it(
    told: dict[str, dict[str, frozenset[str]]],
) -> None:
    """Without this, that the rest is still told would prove nothing."""
    assert {where for where in TELLS if not any(each.get(where) for each in told.values())} == set()


@pytest.mark.parametrize("state", LISTED)
def test_what_is_about_many_cases_tells_nothing_of_a_hidden_one_and_all_of_the_others(
    made: CaseWorld, told: dict[str, dict[str, frozenset[str]]], state: str
) -> None:
    """`test_leaks_conflict` hides every case, and searches more."""
    references, wrong = made.references, []
    for person in ASKED if state == "undeclared" else people("jäv"):
        with transaction.atomic():
            APPLY[state](made, made.world.people[person])
            cache.clear()
            for where, text in told_by(made, person):
                logged = state == "protected" and person == "auditor" and where.startswith("admin/logg/")
                hidden = ALL if logged or state == "undeclared" else ALL | references
                if leaked := sorted(word for word in hidden if word in text):
                    wrong.append(f"{where} {person} {state}: tells {leaked}")
                if where != NEEDS_ALL and (gone := sorted(told[person][where] - of_the_others(made, text))):
                    wrong.append(f"{where} {person} {state}: tells no more of {gone}")
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)
