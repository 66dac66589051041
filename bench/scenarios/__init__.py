"""The rows, in the order they run: those that fill the database come last."""

from bench.scenario import Scenario
from bench.scenarios import (
    allocation,
    application,
    case_page,
    front_page,
    partner_town,
    review_list,
    search,
    step,
)

ALL: list[Scenario] = [
    front_page.CACHED,
    front_page.UNCACHED,
    partner_town.UNCACHED,
    search.SEARCH,
    step.GET,
    step.POST,
    application.WHOLE,
    case_page.CASE,
    allocation.ALLOCATION,
    review_list.AT_100,
    review_list.SEARCH_AT_100,
    review_list.AT_100_000,
    review_list.LAST_PAGE,
    review_list.SEARCH,
]
