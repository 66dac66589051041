"""The style guide in a browser: every component at once, for everyone."""

from collections.abc import Callable

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


def test_every_component_is_for_everyone(
    live_server: LiveServer, page: Page, axe: Callable[[Page], None]
) -> None:
    page.goto(f"{live_server.url}/styleguide/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
