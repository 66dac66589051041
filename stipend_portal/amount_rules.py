"""How much a stipend can give: its amount rules, read from a round and an application."""

from decimal import Decimal

from stipend_portal import rules
from stipend_portal.answers import total_of
from stipend_portal.models import Application, ApplicationVersion, Programme, Round
from stipend_portal.questions import BUDGET


def ceiling_of(round_: Round, people: int) -> int:
    """The most for so many people together in a round, in whole kronor, whatever the trip costs."""
    groups: dict[int, int] = {}
    if people > 1:
        groups = dict(round_.programme.group_amounts.values_list("people", "amount"))
    return rules.ceiling_for(people, alone=round_.ceiling, groups=groups)


def share_percent_of(programme: Programme) -> int | None:
    """The share of the cost that the stipend pays, in per cent; None where it is not counted so."""
    return programme.share_percent if programme.amount_rule == Programme.AmountRule.SHARE else None


def is_fixed(programme: Programme) -> bool:
    """Whether everyone who is granted the stipend gets the same."""
    return programme.amount_rule == Programme.AmountRule.FIXED


def cost_of(version: ApplicationVersion) -> Decimal:
    """What the trip costs in all, in kronor, as the applicant has written it."""
    return total_of(BUDGET["rows"], version.answers.get(BUDGET.key, {}).get("rows") or [])


def most_for(application: Application) -> int:
    """The most that the rules of the stipend let the board grant one application, in whole kronor.

    It says nothing of what was applied for, nor of what is left of the pot.
    """
    programme = application.round.programme
    ceiling = ceiling_of(application.round, application.people)
    percent = share_percent_of(programme)
    cost = Decimal(0) if percent is None else cost_of(application.latest_version)
    return rules.most_for(cost, ceiling=ceiling, share_percent=percent)
