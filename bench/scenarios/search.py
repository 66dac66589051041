"""A search with hits on several pages of several kinds."""

from typing import Any

from bench.browser import Browser
from bench.scenario import Scenario, fresh


def look(browser: Browser, _given: Any) -> None:
    """Search at an address that nobody has asked for; results are kept for no one anyway."""
    browser.get(f"/sok/?q=stipendier&{fresh()}")


SEARCH = Scenario("search", ">= 0.04", look)
