"""Everything about one case on one page."""

from typing import Any

from bench.browser import Browser
from bench.people import case_officer, the_round
from bench.scenario import CONNECTIONS, Scenario


def an_officer_and_a_case() -> list[tuple[str, str]]:
    """The same officer and case for every connection."""
    from django.urls import reverse

    from tests.factories.portal import make_application

    case = make_application(round=the_round())
    return [(case_officer(), reverse("cases:case", args=[case.pk]))] * CONNECTIONS


def look(browser: Browser, given: Any) -> None:
    """Open the case."""
    session, page = given
    browser.sign_in(session)
    browser.get(page)


CASE = Scenario("case_page", ">= 0.010, at most 30 queries", look, an_officer_and_a_case)
