"""The orders of the list, its pages, and what stands beside a case."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.http import QueryDict
from django.test import Client

from home.models import User
from stipend_portal.models import Application, Assignment, Round
from stipend_portal.review import case_list_order, case_list_query, paginator
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import LABELS
from stipend_portal.review.case_list_query import CaseQuery
from stipend_portal.review.paginator import ListPage, read_page
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_staff
from tests.stipend_portal.review.conftest import text

URL = "/admin/arenden/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(round_: Round, officer: User) -> list[Application]:
    """Seven cases, the oldest first, that differ in everything they are sorted by."""
    names = ["Cissi", "Alva", "Bo", "Didrik", "Gun", "Ebba", "Folke"]
    places = ["Oslo", "Türi", "Kubrat", "Gadebusch", "Bonn", "Ålborg", "Riga"]
    states = [State.PREPARED, State.SUBMITTED, State.IN_REVIEW, State.WITHDRAWN, State.SUBMITTED]
    states += [State.IN_REVIEW, State.SUPPLEMENT_REQUESTED]
    made = []
    for number, (name, place, state) in enumerate(zip(names, places, states, strict=True)):
        case = make_application(round=round_, full_name=f"{name} Exempel", destination=place, state=state)
        received = case.received_at + timedelta(minutes=number)
        Application.objects.filter(pk=case.pk).update(received_at=received, amount_applied=1000 + number % 4)
        made.append(case)
    return made


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting stops at four, and a page has two."""
    for module in (case_list_order, case_list_query, paginator):
        monkeypatch.setattr(module, "MOST", 4)
    monkeypatch.setattr(paginator, "PER_PAGE", 2)


def page(user: User, address: str) -> ListPage:
    """The page that an address leads to."""
    data = QueryDict(address.lstrip("?"))
    return read_page(CaseQuery(Desk(user), data), data)


def walk(user: User, start: str, step: Callable[[ListPage], str]) -> list[ListPage]:
    """The pages from a start as far as a link leads."""
    pages = [page(user, start)]
    while step(pages[-1]) and len(pages) < 20:
        pages.append(page(user, step(pages[-1])))
    return pages


def test_the_orders_are_what_their_names_say(officer: User, cases: list[Application]) -> None:
    colleague = make_staff(Role.CASE_OFFICER, rounds=[cases[0].round], first_name="Aa", last_name="Aa")
    for case, person in ((cases[2], officer), (cases[5], colleague)):
        Assignment.objects.create(application=case, user=person, kind=Assignment.Kind.HANDLER)

    def order(key: str) -> list[int]:
        keys = CaseQuery(Desk(officer), f"ordering={key}").keys()
        place = {case.pk: number for number, case in enumerate(cases)}
        return [place[pk] for pk in keys]

    assert order("-received_at") == [6, 5, 4, 3, 2, 1, 0]
    assert order("received_at") == [0, 1, 2, 3, 4, 5, 6]
    assert order("name") == [1, 2, 0, 3, 5, 6, 4]
    assert order("destination") == [4, 3, 2, 0, 6, 1, 5]
    assert order("-amount") == [3, 6, 2, 5, 1, 4, 0]
    assert order("state") == [1, 4, 2, 5, 6, 0, 3]
    assert order("handler") == [5, 2, 6, 4, 3, 1, 0]


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("key", [key for key in LABELS if key != "handler"])
def test_pages_lead_forth_and_back_through_every_case_past_where_counting_stops(
    officer: User, cases: list[Application], key: str
) -> None:
    everything = list(CaseQuery(Desk(officer), f"ordering={key}").in_order().values_list("pk", flat=True))
    forth = walk(officer, f"ordering={key}", lambda each: each.following)
    assert [pk for each in forth for pk in each.keys] == everything
    assert [(each.number, each.is_last) for each in forth] == [
        (1, False),
        (2, False),
        (None, False),
        (None, True),
    ]
    last = page(officer, forth[0].last)
    assert (last.keys, last.is_last, last.following) == (everything[-2:], True, "")
    back = walk(officer, forth[0].last, lambda each: each.previous)
    assert [pk for each in reversed(back) for pk in each.keys][-7:] == everything


@pytest.mark.usefixtures("short")
def test_a_page_far_down_is_the_last_one(officer: User, cases: list[Application]) -> None:
    assert page(officer, "p=4000").keys == page(officer, "p=sista").keys == [cases[1].pk, cases[0].pk]


@pytest.mark.usefixtures("short")
def test_by_handler_the_newest_are_sorted_and_the_list_ends_there(
    officer: User, cases: list[Application]
) -> None:
    pages = walk(officer, "ordering=handler", lambda each: each.following)
    assert [pk for each in pages for pk in each.keys] == [case.pk for case in reversed(cases[3:])]
    assert (pages[0].is_capped, pages[0].count) == (True, 4)


def test_a_short_list_counts_everything_and_numbers_its_pages(
    officer: User, cases: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paginator, "PER_PAGE", 3)
    first, second, third = walk(officer, "", lambda each: each.following)
    assert [(each.number, each.pages, each.count, each.is_capped) for each in (first, second, third)] == [
        (1, 3, 7, False),
        (2, 3, 7, False),
        (3, 3, 7, False),
    ]
    assert (first.previous, second.previous, third.following) == ("", "?p=1", "")
    assert page(officer, "p=99").keys == page(officer, first.last).keys == third.keys


@pytest.mark.usefixtures("short")
def test_a_case_one_does_not_see_is_no_place_to_go_on_from(officer: User, cases: list[Application]) -> None:
    foreign = make_application()
    assert page(officer, f"efter={foreign.pk}") == page(officer, "")


@pytest.mark.parametrize("limit", [3, 500])
@pytest.mark.parametrize("key", ["-received_at", "name", "-amount", "state"])
def test_beside_a_case_stand_those_before_and_after_it_in_the_same_list(
    officer: User, cases: list[Application], monkeypatch: pytest.MonkeyPatch, key: str, limit: int
) -> None:
    monkeypatch.setattr(case_list_query, "MOST", limit)
    query = CaseQuery(Desk(officer), f"ordering={key}")
    order = list(query.in_order().values_list("pk", flat=True))
    by_key = Application.objects.in_bulk(order)
    steps = [query.beside(by_key[pk]) for pk in order]
    assert [before for before, _after in steps] == [None, *order[:-1]]
    assert [after for _before, after in steps] == [*order[1:], None]


def test_a_case_that_has_left_the_list_still_leads_on_from_where_it_stood(
    officer: User, cases: list[Application]
) -> None:
    query = CaseQuery(Desk(officer), "state=submitted")
    assert query.beside(Application.objects.get(pk=cases[2].pk)) == (cases[4].pk, cases[1].pk)


def test_headings_sort_and_turn_the_order_round(
    as_user: Callable[[User], Client], officer: User, cases: list[Application]
) -> None:
    client = as_user(officer)
    steps = [client.get(URL).context["headings"]["name"].query]
    for _number in range(2):
        steps.append(client.get(f"{URL}?{steps[-1]}").context["headings"]["name"].query)
    assert steps == ["ordering=name", "ordering=-name", "ordering=name"]
    response = client.get(f"{URL}?ordering=-name")
    assert text(response).count('aria-sort="descending"') == 1
    names = [row.name for row in response.context["rows"]]
    assert all(former > later for former, later in pairwise(names))
