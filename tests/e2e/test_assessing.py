"""A board member assesses: with the keyboard only, in two windows, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from home.models import User
from stipend_portal.models import Application, Assessment, Round
from stipend_portal.services.assessment import scores_of
from tests.e2e.conftest import LAPTOP
from tests.e2e.keyboard import Keyboard
from tests.e2e.pages import sv
from tests.factories.assessing import assess, make_assessed_round, make_assessor, make_case
from tests.factories.guardians import send_newer_version

Check = Callable[[Page], None]

OPINION = "Tydlig plan, och budgeten håller."


@pytest.fixture
def round_(live_server: LiveServer) -> Round:
    """A blind round with two criteria."""
    cache.clear()
    return make_assessed_round(("Lärande", "Möten"), blind=True)


@pytest.fixture
def person(round_: Round) -> User:
    """A board member."""
    return make_assessor(round_)


@pytest.fixture
def cases(round_: Round, person: User) -> list[Application]:
    """Two cases, in the order of the list; another assessor has handed in about the first."""
    other = make_assessor(round_)
    made = sorted((make_case(round_, person, other) for _number in range(2)), key=lambda each: each.reference)
    assess(made[0], other, 2, 5, comment="Alva har tänkt efter.")
    return made


@pytest.fixture
def sign_in(live_server: LiveServer, person: User) -> Callable[[Page], Page]:
    """Give a browser a session of the board member, and a clock that can be moved."""

    def signed_in(page: Page) -> Page:
        client = Client()
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return signed_in


def url(site: LiveServer, case: Application) -> str:
    """The page of a case."""
    return f"{site.url}/admin/bedomning/{case.pk}/"


def note(page: Page) -> Locator:
    """The line that says what is saved."""
    return page.locator(".form-saved > p:first-child")


def stop_writing(page: Page) -> int:
    """Let the seconds pass after which the page saves itself; gives the status of the answer."""
    with page.expect_response("**/spara/") as answer:
        page.clock.fast_forward(5_000)
    return answer.value.status


def test_everything_is_done_with_the_keyboard_and_saved_on_the_way(
    live_server: LiveServer,
    person: User,
    cases: list[Application],
    sign_in: Callable[[Page], Page],
    page: Page,
    axe: Check,
) -> None:
    first, second = cases
    page.set_viewport_size(LAPTOP)
    page.clock.install()
    keyboard = Keyboard(sign_in(page))
    page.goto(f"{live_server.url}/admin/bedomning/")
    axe(page)
    keyboard.use("link", first.reference)
    axe(page)
    keyboard.choose("Lärande", "4")
    keyboard.choose("Möten", sv("Cannot judge"))
    keyboard.write(sv("Comment"), OPINION)
    assert stop_writing(page) == 200
    expect(note(page)).to_contain_text(re.compile(r"\d\d:\d\d"))
    saved = Assessment.objects.get(assessor=person)
    assert (saved.comment, saved.submitted_at) == (OPINION, None)
    assert set(scores_of(saved).values()) == {4, None}
    keyboard.use("button", sv("Hand in"))
    expect(page.locator(".error-summary")).to_be_focused()
    axe(page)
    keyboard.go_to(page.get_by_role("link", name=sv("Choose what you recommend.")))
    keyboard.press("Enter")
    expect(
        page.get_by_role("group", name=sv("What do you recommend?")).get_by_role("radio").first
    ).to_be_focused()
    keyboard.choose(sv("What do you recommend?"), sv("Grant a part"))
    keyboard.use("button", sv("Hand in"))
    expect(page.get_by_text(f"{sv('[hidden]')} har tänkt efter.")).to_be_visible()
    axe(page)
    saved.refresh_from_db()
    assert saved.submitted_at
    keyboard.use("link", sv("Next to assess: %(reference)s") % {"reference": second.reference})
    expect(page).to_have_url(url(live_server, second))
    expect(page.get_by_role("heading", level=1)).to_have_text(second.reference)


def test_two_windows_lose_nothing(
    live_server: LiveServer,
    person: User,
    cases: list[Application],
    sign_in: Callable[[Page], Page],
    page: Page,
    axe: Check,
) -> None:
    page.set_viewport_size(LAPTOP)
    page.clock.install()
    sign_in(page).goto(url(live_server, cases[0]))
    later = page.context.new_page()
    later.clock.install()
    later.goto(url(live_server, cases[0]))
    page.fill("[name=comment]", "Från det första fönstret.")
    assert stop_writing(page) == 200
    later.fill("[name=comment]", "Från det andra fönstret.")
    assert stop_writing(later) == 409
    expect(note(later).get_by_role("link")).to_have_text(sv("Show what was saved there instead"))
    axe(later)
    later.get_by_role("button", name=sv("Save"), exact=True).click()
    for words in ("Från det första fönstret.", "Från det andra fönstret."):
        expect(later.locator(".assess-conflict").get_by_text(words)).to_be_visible()
    axe(later)
    later.get_by_role("button", name=sv("Keep what I wrote here")).click()
    expect(later.locator("[name=comment]")).to_have_value("Från det andra fönstret.")
    assert Assessment.objects.get(assessor=person).comment == "Från det andra fönstret."


def test_without_javascript_the_buttons_do_it_all(
    live_server: LiveServer,
    person: User,
    cases: list[Application],
    sign_in: Callable[[Page], Page],
    no_js_page: Page,
) -> None:
    page = sign_in(no_js_page)
    page.goto(url(live_server, cases[0]))
    for group, answer in (("Lärande", "3"), ("Möten", "5"), (sv("What do you recommend?"), sv("Grant all"))):
        page.get_by_role("group", name=group).get_by_role("radio", name=answer, exact=True).check()
    page.get_by_role("button", name=sv("Save"), exact=True).click()
    expect(page.get_by_text(sv("Saved. Only you can read it until you hand it in."))).to_be_visible()
    page.get_by_role("button", name=sv("Hand in"), exact=True).click()
    expect(page.get_by_role("button", name=sv("Take it up again"))).to_be_visible()
    assert Assessment.objects.get(assessor=person).submitted_at
    send_version(cases[0])
    page.reload()
    page.get_by_role("button", name=sv("I have read the newer version")).click()
    assert Assessment.objects.get(assessor=person).version.number == 2
    page.get_by_role("button", name=sv("Take it up again")).click()
    expect(page.get_by_role("button", name=sv("Hand in"), exact=True)).to_be_visible()


def send_version(case: Application) -> None:
    """The applicant answers with another reason."""
    with transaction.atomic():
        send_newer_version(case, reason="Jag vill lära mig estniska.")
