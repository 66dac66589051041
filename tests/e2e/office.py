"""The municipality's side: signing in to the admin, finding a case, acting on it."""

from playwright.sync_api import Page

from stipend_portal.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from stipend_portal.models import Application
from stipend_portal.states import Role
from tests.e2e.pages import sv


def staff(role: Role) -> str:
    """The address of the demo person with this role."""
    return next(person.email for person in DEMO_PEOPLE if role in person.roles)


def sign_in_as(page: Page, site: str, role: Role) -> None:
    """Sign in to the admin with the demo's password."""
    page.goto(f"{site}/admin/")
    page.fill("[name=login]", staff(role))
    page.fill("[name=password]", DEMO_PASSWORD)
    with page.expect_event("load"):
        page.locator("form:has([name=password]) button").click()


def open_case(page: Page, site: str, application: Application) -> None:
    """The case page. Whoever has not been there answers first that she has no jäv."""
    page.goto(f"{site}/admin/arenden/{application.pk}/")
    no_conflict = page.locator("input[name=answer][value=no]")
    if no_conflict.count():
        no_conflict.check()
        confirm(page, "Save my answer")


def start(page: Page, act: str) -> None:
    """From the case page: open an act's own page."""
    page.get_by_role("link", name=sv(act), exact=True).click()
    page.wait_for_load_state("load")


def confirm(page: Page, act: str) -> None:
    """On an act's own page: press its button.

    The admin's menu moves the page a little when it comes, so each page is let to load before the next press.
    """
    with page.expect_event("load"):
        page.get_by_role("button", name=sv(act), exact=True).click()


def do(page: Page, act: str) -> None:
    """From the case page: choose an act, and confirm it."""
    start(page, act)
    confirm(page, act)
