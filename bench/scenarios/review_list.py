"""The list of cases, short and very long: its first page must cost the same."""

from bench.browser import Browser
from bench.cases import fill_up_to
from bench.people import case_officer, the_round
from bench.scenario import CONNECTIONS, Scenario

LIST = "/admin/arenden/"


def with_cases(number: int) -> list[str]:
    """Sessions of an officer who sees exactly `number` cases, in one round."""
    fill_up_to(number, the_round())
    return [case_officer()] * CONNECTIONS


def look(browser: Browser, session: str) -> None:
    """Open the first page of the list."""
    browser.sign_in(session)
    browser.get(LIST)


AT_100 = Scenario(
    "review_list_100",
    ">= 0.012, at most 15 queries",
    look,
    lambda: with_cases(100),
    compared=True,
)
AT_100_000 = Scenario(
    "review_list_growth",
    "<= 1.3 times as long",
    look,
    lambda: with_cases(100_000),
    compared=True,
    grown_from=AT_100.name,
)
