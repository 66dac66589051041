"""The page that most people see: as kept in memory, and as made."""

from typing import Any

from bench.browser import Browser
from bench.scenario import Scenario, fresh


def look(browser: Browser, _given: Any) -> None:
    """Open the front page."""
    browser.get("/")


def look_anew(browser: Browser, _given: Any) -> None:
    """Open the front page at an address that nobody has asked for."""
    browser.get(f"/?{fresh()}")


CACHED = Scenario("cached_front_page", ">= 0.80", look)
UNCACHED = Scenario("uncached_front_page", ">= 0.04", look_anew)
