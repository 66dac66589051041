"""How much a stipend can give: its amount rules, read from a round and an application."""

from collections.abc import Collection
from decimal import Decimal

from stipend_portal import rules
from stipend_portal.allocation import whole
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


def most_for_each(round: Round, cases: Collection[Application]) -> dict[int, int]:
    """The most that can be proposed for or granted to each of the cases of a round, in whole kronor, by key.

    No more than was applied for, without its öre, nor than the amount rule of the stipend allows.
    """
    groups = dict(round.programme.group_amounts.values_list("people", "amount"))
    percent = share_percent_of(round.programme)
    costs = {} if percent is None else _costs(cases)
    most = {}
    for case in cases:
        ceiling = rules.ceiling_for(case.people, alone=round.ceiling, groups=groups)
        allowed = rules.most_for(costs.get(case.pk, Decimal(0)), ceiling=ceiling, share_percent=percent)
        most[case.pk] = min(whole(case.amount_applied), allowed)
    return most


def _costs(cases: Collection[Application]) -> dict[int, Decimal]:
    """What each trip costs by its newest version: they come in order, so the last one stays."""
    versions = ApplicationVersion.objects.filter(application__in=[case.pk for case in cases])
    return {each.application_id: cost_of(each) for each in versions.order_by("number")}


def most_to_grant(application: Application) -> int:
    """The most that can be granted one application, in whole kronor: `most_for_each` of it alone."""
    return most_for_each(application.round, [application])[application.pk]
