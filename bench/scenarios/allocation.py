"""Moving the line of a proposal over a thousand applications."""

from itertools import cycle
from typing import Any

from bench.browser import Browser
from bench.cases import fill_up_to
from bench.people import session_of
from bench.scenario import CONNECTIONS, Scenario

CASES = 1_000
ASSESSORS = 3
# Places for the line, in turn, so that every move changes something.
PLACES = cycle(range(100, 900))


def an_officer_and_a_proposal() -> list[tuple[str, str]]:
    """The same officer and proposal for every connection, in a round of its own that has been assessed."""
    from stipend_portal.models import Assessment, Score
    from stipend_portal.phases import Phase
    from stipend_portal.states import Role
    from tests.factories.portal import clear_of_conflict, make_round, make_staff
    from tests.factories.ranking import make_criterion, make_proposal

    round_ = make_round(phase=Phase.RANKING, pot=10_000_000)
    fill_up_to(CASES, round_)
    cases = list(round_.applications.prefetch_related("versions"))
    criteria = [make_criterion(round_) for _number in range(4)]
    assessors = [make_staff(Role.COMMITTEE_MEMBER, rounds=[round_]) for _number in range(ASSESSORS)]
    clear_of_conflict(assessors, cases)
    assessments = Assessment.objects.bulk_create(
        Assessment(
            application=case,
            assessor=assessor,
            version=case.versions.all()[0],
            recommendation="grant",
            submitted_at=case.received_at,
        )
        for case in cases
        for assessor in assessors
    )
    Score.objects.bulk_create(
        Score(assessment=assessment, criterion=criterion, value=1 + number % 5, highest=5)
        for number, assessment in enumerate(assessments)
        for criterion in criteria
    )
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    plan = make_proposal(round_, officer)
    return [(session_of(officer), f"/admin/rangordning/forslag/{plan.pk}/")] * CONNECTIONS


def move(browser: Browser, given: Any) -> None:
    """Put the line somewhere else, and see the list as it is then."""
    session, page = given
    browser.sign_in(session)
    browser.post(f"{page}linje/", {"cut": str(next(PLACES))})
    browser.get(page)


ALLOCATION = Scenario("allocation_1000", "at most 30 queries", move, an_officer_and_a_proposal)
