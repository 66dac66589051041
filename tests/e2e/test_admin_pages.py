"""Every page of ours in the admin: nothing for axe to mend, and nothing wider than a telephone.

Which pages there are is read from the table of addresses, so a new one is looked at without being added here.
"""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from home.models import User
from stipend_portal.review.bulk_acts import BULK_ACTS
from tests.e2e.conftest import LAPTOP, PHONE, find_violations
from tests.e2e.office import confirm
from tests.e2e.pages import sign_in_at_once
from tests.test_url_matrix import GET, World

# Whoever comes first of these looks at a page that is open to her. Their front pages are all different.
READERS = ("officer", "secretary", "auditor", "member", "finance", "strategist", "communicator", "admin")
FRONT_PAGE = "admin/"

# Wagtail's own map of a long form. Folded up in a low window it can be scrolled with a mouse only; a keyboard
# unfolds it, and every part of the form is reached without it.
WAGTAILS_OWN = ".w-minimap__list"

# How many pixels of the page lie outside what scrolls it, and what reaches furthest out.
TOO_WIDE = """() => {
    const frames = [document.documentElement, ...document.querySelectorAll(".wrapper, .content-wrapper, main")];
    const scrolling = frames.filter(each => !["hidden", "clip"].includes(getComputedStyle(each).overflowX));
    const outside = Math.max(...scrolling.map(each => each.scrollWidth - each.clientWidth));
    if (outside <= 0) return "";
    const widest = [...document.querySelectorAll("main *")].reduce((one, other) =>
        other.getBoundingClientRect().right > one.getBoundingClientRect().right ? other : one);
    return `${outside} px too wide: ${widest.outerHTML.slice(0, 200)}`;
}"""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    """A round with all its people, and cases in every state."""
    cache.clear()
    return World()


@pytest.fixture
def sign_in(
    live_server: LiveServer, world: World, another_page: Callable[..., Page]
) -> Callable[[str], Page]:
    """The browser of one of the world's people."""

    def signed_in(reader: str) -> Page:
        person: User = world.people[reader]
        page = another_page(base_url=live_server.url)
        sign_in_at_once(page, live_server.url, person.email)
        return page

    return signed_in


# The walk is long, so it is cut into parts that several processes can take.
PARTS = 4


def pages_for(world: World, reader: str, part: int) -> Iterator[str]:
    """The addresses that this person is the first to be let in at, where they answer with a whole page."""
    client = Client()
    client.force_login(world.people[reader])
    for route, answers in list(GET.items())[part::PARTS]:
        first = next((name for name in READERS if answers[name] == 200), None)
        if route.startswith("admin/") and (first == reader or route == FRONT_PAGE):
            answer = client.get(world.address(route))
            # Files and parts of pages are no pages.
            if answer["Content-Type"].startswith("text/html") and b"<html" in answer.content:
                yield world.address(route)


def problems_on(page: Page) -> list[str]:
    """What is to be mended on the page as it is shown, on a telephone and on a laptop that prefers dark pages."""
    page.wait_for_load_state("load")
    found = []
    for size, colours in ((PHONE, "light"), (LAPTOP, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=colours)
        found += [
            f"{size['width']} {colours}: {each}" for each in find_violations(page, leave_out=WAGTAILS_OWN)
        ]
        if size == PHONE:
            found += filter(None, [page.evaluate(TOO_WIDE)])
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_of_the_admin_has_anything_to_mend(
    world: World, sign_in: Callable[[str], Page], part: int
) -> None:
    problems = {}
    for reader in READERS:
        addresses = list(pages_for(world, reader, part))
        page = sign_in(reader) if addresses else None
        for address in addresses:
            page.goto(address)
            problems[reader, address] = problems_on(page)
    assert len(problems) > 10
    assert {where: found for where, found in problems.items() if found} == {}


def test_no_page_that_comes_before_an_act_on_many_has_anything_to_mend(
    world: World, sign_in: Callable[[str], Page]
) -> None:
    """They are answers to a form and stand in no table of addresses to be opened."""
    problems = {}
    officer = sign_in("officer")
    for act in BULK_ACTS:
        officer.set_viewport_size(LAPTOP)
        officer.goto("/admin/arenden/")
        officer.check("[name=which][value=page]")
        officer.select_option("#id_act", act)
        confirm(officer, "Go on")
        problems[act] = problems_on(officer)
    officer.goto("/admin/brev/")
    confirm(officer, "Go on with the chosen ones")
    problems["letters"] = problems_on(officer)
    officer.goto(world.address("admin/omgangar/<int:pk>/fas/vidare/"))
    problems["refused"] = problems_on(officer)
    secretary = sign_in("secretary")
    secretary.goto(world.address("admin/sammantraden/<int:pk>/som-foreslaget/"))
    secretary.check("[name=item]")
    confirm(secretary, "Go on and read once more")
    problems["as proposed"] = problems_on(secretary)
    assert {where: found for where, found in problems.items() if found} == {}
