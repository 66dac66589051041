"""What the pages of ranking say: figures as text, and why something was not done."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stipend_portal.allocation import Tally
from stipend_portal.formats import as_kronor
from stipend_portal.models import AllocationPlan, Round
from stipend_portal.services.errors import ActRefused, NotAllowed, WrongPhase
from stipend_portal.services.plan_errors import (
    AnotherAdopted,
    NotAllSeen,
    NotComplete,
    NotUpToDate,
    OverThePot,
    PlanAdopted,
    PlanGone,
)

# Where the script of the page puts a figure.
FIGURE = "{}"


def as_number(value: int | Decimal | None) -> str:
    """A whole number with spaces between thousands."""
    return "" if value is None else number_format(int(value), use_l10n=True, force_grouping=True)


def as_points(value: Decimal | None) -> str:
    """A mean or a spread, with its two decimals."""
    return "" if value is None else number_format(value, 2, use_l10n=True)


def over_words(over: str) -> str:
    """That the pot does not hold it. `over` is an amount in words."""
    return _("The money is not enough: it would be %(over)s too much. The line has not been moved.") % {
        "over": over
    }


def figures(tally: Tally) -> dict[str, str]:
    """The figures beside the line, as they are written."""
    return {
        "total": as_kronor(tally.total),
        "left": as_kronor(tally.left),
        "people": as_number(tally.people),
        "cases": as_number(tally.applications),
    }


def rule_words(plan: AllocationPlan) -> str:
    """How a proposal's amounts came about."""
    if plan.rule == AllocationPlan.Rule.FIXED:
        return _("%(amount)s for each person") % {"amount": as_kronor(plan.value)}
    if plan.rule == AllocationPlan.Rule.SHARE:
        return _("%(share)d%% of what was applied for") % {"share": plan.value or 0}
    return plan.get_rule_display()


def phase_words(round_: Round) -> str:
    """That the round is not where ranking is done."""
    return _(
        "The round is in the phase “%(phase)s”. Proposals are made and changed in the phase “Ranking”. "
        "A case officer can change the phase on the round's page."
    ) % {"phase": round_.get_phase_display()}


def refusal(error: ActRefused, round_: Round) -> tuple[int, str, str]:
    """Status, title and words of a refusal: what stands in the way, and how to go on."""
    nothing = _("Nothing has been changed.")
    if isinstance(error, NotAllowed):
        text = _("Only a case officer of the round changes proposals for the money.")
        return 403, _("Not for you"), f"{text} {nothing}"
    if isinstance(error, WrongPhase):
        round_.refresh_from_db(fields=["phase"])
        return 409, _("Not in this phase"), f"{phase_words(round_)} {nothing}"
    title, text = _conflict(error)
    return 409, title, f"{text} {nothing}"


def _conflict(error: ActRefused) -> tuple[str, str]:
    """What has come in between. The forms answer what was typed wrong; anything else is not expected."""
    if isinstance(error, PlanGone):
        return _("The proposal has changed"), _(
            "Someone has changed or deleted it since you opened the page. Go back and look at it as it is now."
        )
    if isinstance(error, PlanAdopted):
        return _("Adopted or not"), _(
            "An adopted proposal stays as it is. To change it, take the adoption back, or make a copy. "
            "Someone may have done that since you opened the page."
        )
    if isinstance(error, AnotherAdopted):
        return _("Another proposal is adopted"), _(
            "“%(name)s” is adopted, and a round has one adopted proposal. Take that adoption back first."
        ) % {"name": error.name}
    if isinstance(error, NotAllSeen):
        return _("You do not see every case"), _(
            "The proposal also holds cases that you do not see: you have jäv, have not answered the question "
            "of jäv, or are not named on a case with protected identity. Someone who sees them all can change "
            "it. You can make a copy with the cases that you see."
        )
    if isinstance(error, NotUpToDate):
        text = ngettext(
            "%(cases)d case has changed since the proposal was saved. Bring it up to date first.",
            "%(cases)d cases have changed since the proposal was saved. Bring it up to date first.",
            error.cases,
        )
        return _("Not up to date"), text % {"cases": error.cases}
    if isinstance(error, NotComplete):
        text = ngettext(
            "The round has %(cases)d case that is not in the proposal, since you do not see it. Answer the "
            "question of jäv if you have not, or ask another case officer to make the proposal.",
            "The round has %(cases)d cases that are not in the proposal, since you do not see them. Answer the "
            "question of jäv if you have not, or ask another case officer to make the proposal.",
            error.cases,
        )
        return _("Cases are missing"), text % {"cases": error.cases}
    if isinstance(error, OverThePot):
        return _("The money is not enough"), _(
            "The proposal is %(over)s more than there is to share. Move the line up or lower amounts first."
        ) % {"over": as_kronor(error.over)}
    raise error
