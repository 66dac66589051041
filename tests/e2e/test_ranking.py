"""Placing the line of a proposal in a browser: at once with the keyboard, and without a script."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from home.models import User
from stipend_portal.models import AllocationPlan, Application, Round
from stipend_portal.phases import Phase
from stipend_portal.states import Role
from tests.e2e.conftest import LAPTOP
from tests.e2e.keyboard import Keyboard
from tests.e2e.pages import sv
from tests.factories.portal import PASSWORD, make_application, make_group_application, make_round, make_staff
from tests.factories.ranking import make_proposal, make_ranked

FIGURES = ("total", "left", "cases", "people")


@pytest.fixture
def round_(transactional_db: None) -> Round:
    """A round that is being ranked, with 15 000 kronor to share."""
    return make_round(phase=Phase.RANKING, pot=15_000, ceiling=4_000)


@pytest.fixture
def officer(round_: Round) -> User:
    """Its case officer."""
    return make_staff(Role.CASE_OFFICER, rounds=[round_])


@pytest.fixture
def plan(round_: Round, officer: User) -> AllocationPlan:
    """A proposal with six cases: a group third, then two equals, and one that nobody has assessed."""
    cases = [
        make_application(round=round_),
        make_application(round=round_, amount="2500"),
        make_group_application(round=round_, people=3),
        *(make_application(round=round_) for _number in range(2)),
    ]
    make_ranked(cases, 5, 4, 3, 2, 2)
    make_application(round=round_, amount="100")
    return make_proposal(round_, officer, cut=1)


def open_as(page: Page, site: str, officer: User, path: str) -> None:
    """Sign in, and go to a page."""
    page.goto(f"{site}/admin/")
    page.fill("[name=login]", officer.email)
    page.fill("[name=password]", PASSWORD)
    with page.expect_event("load"):
        page.locator("form:has([name=password]) button").click()
    page.goto(f"{site}{path}")


def address(plan: AllocationPlan) -> str:
    """The page of a proposal."""
    return f"/admin/rangordning/forslag/{plan.pk}/"


def figures(page: Page) -> dict[str, list[str]]:
    """The figures as they are written, wherever they are written."""
    found = {name: page.locator(f"[data-figure={name}]").all_inner_texts() for name in FIGURES}
    return {
        **found,
        "above": [str(page.locator(".ranking-above").count())],
        "cut": [page.locator("#cut").input_value()],
    }


def moving(page: Page, move: Callable[[], None]) -> dict[str, list[str]]:
    """Move the line; gives the figures that the script shows before the server has answered."""
    with page.expect_response(lambda answer: answer.url.endswith("/linje/")) as answered:
        move()
        shown = figures(page)
    assert answered.value.status == 200
    return shown


def test_the_line_moves_at_once_and_the_script_counts_as_the_server_does(
    page: Page, live_server: LiveServer, officer: User, plan: AllocationPlan
) -> None:
    page.set_viewport_size(LAPTOP)
    open_as(page, live_server.url, officer, address(plan))
    line = page.get_by_role("separator", name=sv("The line: the cases above it are proposed for money"))
    keyboard = Keyboard(page)
    keyboard.go_to(line)
    shown = [figures(page)]
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home"):
        shown.append(moving(page, lambda key=key: keyboard.press(key)))
        expect(line).to_be_focused()
        expect(line).to_be_in_viewport()
        page.reload()
        assert figures(page) == shown[-1]
        keyboard.go_to(line)
    assert [each["cut"] for each in shown] == [["1"], ["2"], ["3"], ["4"], ["3"], ["0"]]
    assert [each["people"] for each in shown] == [["1"], ["2"], ["5"], ["6"], ["5"], ["0"]]
    assert all(before != after for before, after in pairwise(shown))
    assert line.get_attribute("aria-valuenow") == "0"


def test_the_box_the_buttons_and_the_rows_move_the_line(
    page: Page, live_server: LiveServer, officer: User, plan: AllocationPlan
) -> None:
    open_as(page, live_server.url, officer, address(plan))
    buttons = page.locator("#line-form").get_by_role("button")

    def press(name: str) -> Callable[[], None]:
        return buttons.filter(has_text=sv(name)).click

    assert moving(page, press("Down one"))["cut"] == ["2"]
    assert moving(page, press("Up one"))["cut"] == ["1"]
    assert moving(page, lambda: page.locator("#cut").fill("3"))["cut"] == ["3"]
    assert moving(page, page.locator("[data-row] button").nth(1).click)["cut"] == ["2"]
    with page.expect_response(lambda answer: answer.url.endswith("/linje/")):
        press("As many as the money is enough for")()
    expect(page.locator("#cut")).to_have_value("4")
    plan.refresh_from_db()
    assert plan.cut == 4


def test_a_move_over_the_pot_is_refused_in_words_and_the_line_stays(
    page: Page, live_server: LiveServer, officer: User, plan: AllocationPlan, round_: Round
) -> None:
    Round.objects.filter(pk=round_.pk).update(granted=9_000)
    open_as(page, live_server.url, officer, address(plan))
    before = figures(page)
    page.locator("#cut").fill("2")
    problem = page.get_by_role("alert").filter(has_text="500")
    expect(problem).to_be_visible()
    assert figures(page) == before


def test_what_the_server_refuses_is_told_and_taken_back(
    page: Page, live_server: LiveServer, officer: User, plan: AllocationPlan, round_: Round
) -> None:
    open_as(page, live_server.url, officer, address(plan))
    before = figures(page)
    Round.objects.filter(pk=round_.pk).update(phase=Phase.MEETING)
    page.locator("#cut").fill("2")
    expect(page.locator("[data-problem]")).not_to_be_empty()
    assert figures(page) == before


def test_the_line_is_placed_without_a_script(
    no_js_page: Page, live_server: LiveServer, officer: User, plan: AllocationPlan
) -> None:
    page = no_js_page
    open_as(page, live_server.url, officer, address(plan))
    with page.expect_event("load"):
        page.locator("[data-row] button").nth(2).click()
    assert figures(page)["people"] == ["5"]
    with page.expect_event("load"):
        page.get_by_role("button", name=sv("Up one"), exact=True).click()
    assert figures(page)["people"] == ["2"]


@pytest.mark.parametrize("act", ["", "belopp/", "ordning/{equal}/", "anta/", "kopiera/"])
def test_the_pages_of_a_proposal_have_nothing_that_axe_would_mend(
    page: Page,
    live_server: LiveServer,
    officer: User,
    plan: AllocationPlan,
    axe: Callable[[Page], None],
    act: str,
) -> None:
    equal: Application = plan.lines.order_by("position")[3].application
    open_as(page, live_server.url, officer, address(plan) + act.format(equal=equal.pk))
    axe(page)


@pytest.mark.parametrize("path", ["", "{round}/", "{round}/nytt/", "{round}/jamfor/?forslag={a}&forslag={b}"])
def test_the_pages_of_a_round_have_nothing_that_axe_would_mend(
    page: Page,
    live_server: LiveServer,
    officer: User,
    plan: AllocationPlan,
    axe: Callable[[Page], None],
    path: str,
) -> None:
    other = make_proposal(plan.round, officer, cut=2)
    asked = path.format(round=plan.round_id, a=plan.pk, b=other.pk)
    open_as(page, live_server.url, officer, f"/admin/rangordning/{asked}")
    axe(page)
