"""Page: what it costs."""

from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from stipend_portal import rules
from stipend_portal.amount_rules import ceiling_of, is_fixed, share_percent_of
from stipend_portal.answers import total_of
from stipend_portal.apply.forms.base import StepForm
from stipend_portal.apply.forms.fields import KronorField
from stipend_portal.apply.forms.rows import RowsField, kronor
from stipend_portal.formats import as_kronor
from stipend_portal.questions import BUDGET, MEMBERS


class BudgetForm(StepForm):
    """Costs row by row, money from elsewhere, and how much is applied for: never more than the rules allow."""

    section = BUDGET

    rows = RowsField({"amount": kronor}, shown=3)
    quotes = RowsField({"amount": kronor}, shown=2, least=2)
    own_contribution = KronorField()
    other_funding = RowsField({"amount": kronor}, required=False)
    amount = KronorField()

    @cached_property
    def people(self) -> int:
        """How many travel: the applicant and the others of her group."""
        return 1 + len(self.answered(MEMBERS).get("rows", ()))

    @cached_property
    def ceiling(self) -> int:
        """The most that can be applied for, in whole kronor, by so many, whatever the trip costs."""
        return ceiling_of(self.round, self.people)

    @property
    def share_percent(self) -> int | None:
        """The share of the cost that the stipend pays, where it is counted so."""
        return share_percent_of(self.programme)

    def clean(self) -> dict[str, Any]:
        """Hold the amount against the rules of the stipend and what the trip costs beside other money."""
        data = super().clean() or self.cleaned_data
        amount = data.get("amount")
        problem = "" if amount is None else self._problem(amount, data)
        if problem:
            self.add_error("amount", problem)
        return data

    def _problem(self, amount: Decimal, data: dict[str, Any]) -> str:
        """What is wrong with the amount. The costs are asked about only when they can be read."""
        if amount == 0:
            return _("Write an amount above zero.")
        if amount > self.ceiling:
            return self._too_much()
        if self.errors:
            return ""
        cost = total_of(self.section["rows"], data["rows"])
        most = rules.most_for(cost, ceiling=self.ceiling, share_percent=self.share_percent)
        if amount > most:
            return _(
                "The stipend pays at most %(percent)d per cent of what the trip costs. Your trip costs "
                "%(cost)s, so you can apply for at most %(most)s."
            ) % {"percent": self.share_percent, "cost": as_kronor(cost), "most": as_kronor(most)}
        missing = self._missing(cost, data)
        if amount > missing:
            return _(
                "You apply for more than the trip costs beside what you get from elsewhere. "
                "What is missing is %(missing)s."
            ) % {"missing": as_kronor(max(missing, Decimal(0)))}
        return ""

    def _too_much(self) -> str:
        fixed = is_fixed(self.programme)
        if self.people == 1:
            text = (
                _("The stipend is %(most)s for everyone in this round. You cannot apply for more.")
                if fixed
                else _("You can apply for at most %(most)s in this round.")
            )
        else:
            text = (
                _("The stipend is %(most)s for %(people)d people together. You cannot apply for more.")
                if fixed
                else _("%(people)d people can apply for at most %(most)s together in this round.")
            )
        return text % {"people": self.people, "most": as_kronor(self.ceiling)}

    def _missing(self, cost: Decimal, data: dict[str, Any]) -> Decimal:
        """What the trip costs, less what comes from elsewhere, in kronor."""
        others = total_of(self.section["other_funding"], data.get("other_funding") or [])
        return cost - others - (data.get("own_contribution") or 0)
