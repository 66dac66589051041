"""In a real browser: someone who works here sets up the second step, and signs in with it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from stipend_portal.demo.people import DEMO_PASSWORD
from stipend_portal.states import Role
from tests.e2e.office import sign_in_as, staff
from tests.e2e.pages import press, sv
from tests.home.accounts.authenticator_app import CHANGE, CODE, NEW_CODES, OWN, app_code

Check = Callable[[Page], None]


@pytest.fixture
def site(demo: str, settings: Settings) -> str:
    """The demo's people, who have all got telephones here."""
    settings.STAFF_SECOND_FACTOR = True
    return demo


def key_on(page: Page) -> str:
    """The key, read where someone reads it who cannot take a picture."""
    page.get_by_text(sv("I cannot read the picture")).click()
    return page.locator(".app-key__key").inner_text().replace(" ", "")


def heading(page: Page, text: str) -> None:
    """Wait for the page with this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(sv(text))


def sign_out(page: Page, site: str) -> None:
    """Leave by the page that asks whether one wants to."""
    page.goto(f"{site}/konto/logga-ut/")
    press(page, "Sign out")
    page.wait_for_url(f"{site}/")


def test_set_up_then_sign_in_with_the_app_and_then_with_a_recovery_code(
    page: Page, site: str, axe: Check
) -> None:
    sign_in_as(page, site, Role.CASE_OFFICER)
    heading(page, "Sign in in two steps")
    expect(page.locator("main img")).to_have_js_property("complete", True)
    key = key_on(page)
    axe(page)
    page.fill("[name=new_code]", "12345")
    press(page, "Go on")
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    first = app_code(key)
    page.fill("[name=new_code]", first)
    press(page, "Go on")
    heading(page, "Save your recovery codes")
    axe(page)
    codes = page.locator(".code-list li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name=sv("I have saved them, go on")).click()
    page.wait_for_url(f"{site}/admin/")

    for path in (OWN, CHANGE, NEW_CODES):
        page.goto(site + path)
        axe(page)
    sign_out(page, site)

    sign_in_as(page, site, Role.CASE_OFFICER)
    heading(page, "Write the code from your app")
    axe(page)
    page.fill("[name=code]", first)  # used already
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.fill("[name=code]", app_code(key, later=1))
    press(page, "Sign in")
    page.wait_for_url(f"{site}/admin/")
    sign_out(page, site)

    sign_in_as(page, site, Role.CASE_OFFICER)
    page.fill("[name=code]", codes[0])
    press(page, "Sign in")
    page.wait_for_url(f"{site}/admin/")


def test_by_keyboard_and_without_javascript(no_js_page: Page, site: str) -> None:
    page = no_js_page
    page.goto(f"{site}/admin/")
    page.fill("[name=login]", staff(Role.AUDITOR))
    page.fill("[name=password]", DEMO_PASSWORD)
    page.keyboard.press("Enter")
    heading(page, "Sign in in two steps")
    key = key_on(page)
    page.locator("[name=new_code]").focus()
    page.keyboard.type(app_code(key))
    page.keyboard.press("Enter")
    heading(page, "Save your recovery codes")
    page.get_by_role("link", name=sv("I have saved them, go on")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/admin/")


def test_an_administrator_removes_the_second_step_of_someone_who_has_lost_her_phone(
    page: Page, another_page: Callable[..., Page], site: str, axe: Check
) -> None:
    lost = another_page()
    sign_in_as(lost, site, Role.AUDITOR)
    lost.fill("[name=new_code]", app_code(key_on(lost)))
    press(lost, "Go on")
    heading(lost, "Save your recovery codes")

    page.goto(f"{site}/admin/")
    page.fill("[name=login]", "admin@example.org")
    page.fill("[name=password]", DEMO_PASSWORD)
    page.locator("form:has([name=password]) button").click()
    page.fill("[name=new_code]", app_code(key_on(page)))
    press(page, "Go on")
    page.goto(f"{site}/admin/users/?q={staff(Role.AUDITOR)}")
    page.get_by_role("link", name="Rut Exempelrevisor").first.click()
    page.get_by_role("link", name=sv("Lost phone? Remove the second step")).click()
    page.wait_for_url("**/andra-steget/**")
    axe(page)
    page.get_by_role("button", name=sv("Remove the second step")).click()
    page.wait_for_url("**/edit/**")

    lost.goto(f"{site}/admin/")
    assert CODE not in lost.url
    sign_in_as(lost, site, Role.AUDITOR)
    heading(lost, "Sign in in two steps")
