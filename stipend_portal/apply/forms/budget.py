"""Page: what it costs."""

from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from stipend_portal import rules
from stipend_portal.answers import total_of
from stipend_portal.apply.forms.base import StepForm
from stipend_portal.apply.forms.fields import KronorField
from stipend_portal.apply.forms.rows import RowsField, kronor
from stipend_portal.formats import as_kronor
from stipend_portal.questions import BUDGET, MEMBERS


class BudgetForm(StepForm):
    """Costs row by row, money from elsewhere, and how much is applied for: never more than is missing."""

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
        """The most that can be applied for, in whole kronor, by so many."""
        groups = {}
        if self.people > 1:
            groups = dict(self.programme.group_amounts.values_list("people", "amount"))
        return rules.ceiling_for(self.people, alone=self.round.ceiling, groups=groups)

    def clean(self) -> dict[str, Any]:
        """Hold the amount against the ceiling and against what the trip costs beside other money."""
        data = super().clean() or self.cleaned_data
        amount = data.get("amount")
        if amount is None:
            return data
        if amount == 0:
            self.add_error("amount", _("Write an amount above zero."))
        elif amount > self.ceiling:
            self.add_error("amount", self._too_much())
        elif not self.errors and amount > (missing := self._missing(data)):
            self.add_error(
                "amount",
                _(
                    "You apply for more than the trip costs beside what you get from elsewhere. "
                    "What is missing is %(missing)s."
                )
                % {"missing": as_kronor(max(missing, Decimal(0)))},
            )
        return data

    def _too_much(self) -> str:
        if self.people == 1:
            text = _("You can apply for at most %(most)s in this round.")
        else:
            text = _("%(people)d people can apply for at most %(most)s together in this round.")
        return text % {"people": self.people, "most": as_kronor(self.ceiling)}

    def _missing(self, data: dict[str, Any]) -> Decimal:
        """What the trip costs, less what comes from elsewhere, in kronor."""
        cost = total_of(self.section["rows"], data["rows"])
        others = total_of(self.section["other_funding"], data.get("other_funding") or [])
        return cost - others - (data.get("own_contribution") or 0)
