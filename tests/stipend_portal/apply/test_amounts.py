"""The amount rules of a stipend: how they are told before, and held when the costs are written."""

import pytest
from django.test import Client

from stipend_portal.models import GroupAmount, Programme, Round
from tests.factories.typed import BUDGET, Applicant

pytestmark = pytest.mark.django_db

COSTS = ["6 000", "1 333,50", ""]


def pay(round_: Round, rule: str, percent: int | None = None) -> None:
    """Let the stipend pay by this rule."""
    Programme.objects.filter(pk=round_.programme_id).update(amount_rule=rule, share_percent=percent)


@pytest.mark.parametrize(
    ("rule", "percent", "amount", "problem"),
    [
        # The trip costs 7,333.50 kronor in all, and the round says 8,000.
        ("ceiling", None, "7 333,50", ""),
        ("ceiling", None, "8 001", "You can apply for at most 8,000 kronor in this round."),
        ("fixed", None, "7 333", ""),
        ("fixed", None, "8 001", "The stipend is 8,000 kronor for everyone in this round."),
        ("share", 60, "4 400", ""),
        ("share", 60, "4 400,01", "so you can apply for at most 4,400 kronor."),
        (
            "share",
            60,
            "4 401",
            "The stipend pays at most 60 per cent of what the trip costs. Your trip costs 7,333.50 kronor",
        ),
        ("share", 60, "8 001", "You can apply for at most 8,000 kronor in this round."),
    ],
)
def test_an_amount_is_held_against_the_rule_of_the_stipend(
    filled: Applicant, rule: str, percent: int | None, amount: str, problem: str
) -> None:
    pay(filled.draft.round, rule, percent)
    response = filled.save(BUDGET, rows_amount=COSTS, amount=amount)
    assert response.status_code == (422 if problem else 302)
    assert problem in response.content.decode()


def test_a_share_is_counted_of_the_whole_cost_and_other_money_still_counts(filled: Applicant) -> None:
    pay(filled.draft.round, "share", 90)
    Programme.objects.update(asks_own_contribution=True)
    response = filled.save(BUDGET, rows_amount=COSTS, amount="6 000", own_contribution="2 000")
    assert "What is missing is 5,333.50 kronor." in response.content.decode()


def test_costs_that_cannot_be_read_are_mended_before_the_share_is_counted(filled: Applicant) -> None:
    pay(filled.draft.round, "share", 60)
    response = filled.save(BUDGET, rows_amount=["mycket", "", ""], amount="5 000")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Your trip costs" not in page


def test_the_page_for_costs_tells_the_share(filled: Applicant) -> None:
    told = "The stipend pays at most 60 per cent of what the trip costs."
    assert told not in filled.open(BUDGET).content.decode()
    pay(filled.draft.round, "share", 60)
    assert told in filled.open(BUDGET).content.decode()


@pytest.mark.parametrize(
    ("rule", "percent", "alone", "together"),
    [
        (
            "ceiling",
            None,
            "At most 8,000 kronor for each person.",
            "If you are 3 or more: at most 5,000 kronor for each person.",
        ),
        (
            "fixed",
            None,
            "8,000 kronor for each person. Everyone who gets the stipend gets the same.",
            "If you are 3 or more: 5,000 kronor for each person.",
        ),
        (
            "share",
            60,
            "At most 60 per cent of what the trip costs, and at most 8,000 kronor for each person.",
            "If you are 3 or more: at most 5,000 kronor for each person.",
        ),
    ],
)
def test_the_start_page_tells_the_rule(
    client: Client, round_: Round, rule: str, percent: int | None, alone: str, together: str
) -> None:
    pay(round_, rule, percent)
    GroupAmount.objects.create(programme=round_.programme, people=3, amount=5_000)
    Programme.objects.update(applicants="both")
    page = client.get(f"/en/ansok/{round_.slug}/").content.decode()
    assert f"<p>{alone}</p>" in page
    assert f"<p>{together}</p>" in page
