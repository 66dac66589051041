"""A content page with its own facts, a map and links."""

from typing import Any

from bench.browser import Browser
from bench.scenario import Scenario, fresh


def look(browser: Browser, _given: Any) -> None:
    """Open a partner town at an address that nobody has asked for."""
    browser.get(f"/vanorter/turi/?{fresh()}")


UNCACHED = Scenario("uncached_partner_town", ">= 0.05", look)
