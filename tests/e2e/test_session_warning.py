"""Before the session ends, a dialog says so in time; after it has ended, what was typed is still there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from stipend_portal.models import Round
from tests.factories.portal import make_round

Check = Callable[[Page], None]

NAME = "[name=om-dig-full_name]"
WARN = 300


def sv(text: str) -> str:
    """The words on the screen, in Swedish."""
    with override("sv"):
        return gettext(text)


@pytest.fixture
def round_(live_server: LiveServer) -> Round:
    """An open round."""
    cache.clear()
    return make_round()


def sign_in(page: Page, address: str = "alva@example.org") -> None:
    """Sign in by code on the page that asks for an address."""
    page.fill("[name=email]", address)
    page.get_by_role("button", name=sv("Send me a code")).click()
    page.fill("[name=code]", next(word for word in mail.outbox[-1].body.split() if word.isdigit()))
    page.get_by_role("button", name=sv("Sign in"), exact=True).click()


def begin(page: Page, site: str, round_: Round) -> None:
    """Sign in and write a name on the first page of an application."""
    page.goto(f"{site}/ansok/{round_.slug}/borja/")
    sign_in(page)
    page.get_by_role("button", name=sv("Begin my application")).click()
    page.wait_for_url("**/om-dig/")
    page.wait_for_load_state("load")
    page.fill(NAME, "Alva Exempel")


def dialog(page: Page) -> Locator:
    """The warning, if it is shown."""
    return page.get_by_role("dialog")


def test_one_is_warned_in_time_and_stays_by_one_press(
    page: Page, live_server: LiveServer, round_: Round, axe: Check
) -> None:
    page.clock.install()
    begin(page, live_server.url, round_)
    page.focus(NAME)
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=WARN - 10))
    page.clock.fast_forward("11:55:01")
    expect(dialog(page)).to_be_visible()
    expect(page.get_by_role("heading", name=sv("Are you still there?"))).to_be_focused()
    expect(dialog(page)).to_contain_text(sv("Minutes left: {n}").replace("{n}", "5"))
    axe(page)
    page.get_by_role("button", name=sv("Stay signed in")).click()
    expect(dialog(page)).to_be_hidden()
    expect(page.locator(NAME)).to_be_focused()
    expect(page.locator(NAME)).to_have_value("Alva Exempel")
    left = page.evaluate("fetch('/konto/fortsatt/').then(answer => answer.json())")["seconds"]
    assert left > 11 * 60 * 60


def test_a_page_that_another_tab_has_prolonged_says_nothing(
    page: Page, live_server: LiveServer, round_: Round
) -> None:
    page.clock.install()
    begin(page, live_server.url, round_)
    with page.expect_response("**/konto/fortsatt/") as answer:
        page.clock.fast_forward("11:55:01")
    assert answer.value.json()["seconds"] > WARN
    expect(dialog(page)).to_be_hidden()


def test_after_the_end_the_words_are_there_and_signing_in_in_another_tab_lets_one_go_on(
    page: Page, live_server: LiveServer, round_: Round, axe: Check
) -> None:
    page.clock.install()
    # Saving while one writes tells of the end in its own way, and earlier.
    page.route("**/spara/", lambda route: route.fulfill(json={"revision": 0, "text": ""}))
    begin(page, live_server.url, round_)
    Session.objects.all().delete()
    page.clock.fast_forward("12:00:00")
    expect(page.get_by_role("heading", name=sv("You have been signed out"))).to_be_visible()
    axe(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=sv("Sign in in a new tab")).click()
    other = opened.value
    sign_in(other)
    other.wait_for_url("**/mina-ansokningar/")
    other.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(dialog(page)).to_be_hidden()
    expect(page.locator(NAME)).to_have_value("Alva Exempel")
    with page.expect_response("**/om-dig/") as answer:
        page.locator("button:not([aria-hidden])", has_text=sv("Save and go on")).click()
    assert answer.value.status == 422  # judged, not refused: the rest of the page is still empty
    expect(page.locator(NAME)).to_have_value("Alva Exempel")


def test_somebody_else_signing_in_does_not_let_the_page_go_on(
    page: Page, live_server: LiveServer, round_: Round
) -> None:
    page.clock.install()
    begin(page, live_server.url, round_)
    page.route("**/spara/", lambda route: route.fulfill(json={"revision": 0, "text": ""}))
    other = page.context.new_page()
    Session.objects.all().delete()
    other.goto(f"{live_server.url}/konto/")
    sign_in(other, "bo@example.org")
    other.wait_for_url("**/mina-ansokningar/")
    page.clock.fast_forward("11:58:00")
    expect(page.get_by_role("heading", name=sv("You have been signed out"))).to_be_visible()
