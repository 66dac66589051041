"""The list of cases, short and very long: its pages, and finding words in it, must cost the same."""

from itertools import count

from bench.browser import Browser
from bench.cases import fill_up_to, settle
from bench.people import case_officer, the_round
from bench.scenario import CONNECTIONS, Scenario

LIST = "/admin/arenden/"

# A word that stands in every fourth case, and one that stands in few.
WORDS = ("T%C3%BCri", "-77")
_turns = count()


def with_cases(number: int) -> list[str]:
    """Sessions of an officer who sees exactly `number` cases, in one round."""
    fill_up_to(number, the_round())
    session = case_officer()
    settle()
    return [session] * CONNECTIONS


def look(browser: Browser, session: str) -> None:
    """Open the first page of the list."""
    browser.sign_in(session)
    browser.get(LIST)


def look_at_last_page(browser: Browser, session: str) -> None:
    """Open the page that “Last page” leads to."""
    browser.sign_in(session)
    browser.get(f"{LIST}?p=sista")


def search(browser: Browser, session: str) -> None:
    """Look for one of the words."""
    browser.sign_in(session)
    browser.get(f"{LIST}?q={WORDS[next(_turns) % len(WORDS)]}")


AT_100 = Scenario(
    "review_list_100",
    ">= 0.012, at most 15 queries",
    look,
    lambda: with_cases(100),
    compared=True,
)
SEARCH_AT_100 = Scenario(
    "review_search_100",
    "only to compare with",
    search,
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
LAST_PAGE = Scenario(
    "review_list_last_page_growth",
    "<= 1.6 times as long",
    look_at_last_page,
    lambda: with_cases(100_000),
    compared=True,
    grown_from=AT_100.name,
)
SEARCH = Scenario(
    "review_search_growth",
    "<= 1.6 times as long",
    search,
    lambda: with_cases(100_000),
    compared=True,
    grown_from=SEARCH_AT_100.name,
)
