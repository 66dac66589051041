"""Page: what it costs."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from stipend_portal.apply.forms.base import StepForm
from stipend_portal.apply.forms.fields import CostRowsField, KronorField
from stipend_portal.formats import as_kronor
from stipend_portal.questions import BUDGET


class BudgetForm(StepForm):
    """Costs row by row, and how much is applied for: at most the round's ceiling and the whole cost."""

    section = BUDGET

    rows = CostRowsField()
    amount = KronorField()

    def clean(self) -> dict[str, Any]:
        """Hold the amount against ceiling and cost."""
        data = super().clean() or self.cleaned_data
        amount = data.get("amount")
        if amount is None:
            return data
        if amount == 0:
            self.add_error("amount", _("Write an amount above zero."))
        elif amount > self.round.ceiling:
            self.add_error(
                "amount",
                _("You can apply for at most %(most)s in this round.")
                % {"most": as_kronor(self.round.ceiling)},
            )
        elif "rows" in data:
            total = sum((Decimal(row["amount"]) for row in data["rows"]), Decimal(0))
            if amount > total:
                self.add_error(
                    "amount",
                    _("You apply for more than the trip costs. Your rows add up to %(total)s.")
                    % {"total": as_kronor(total)},
                )
        return data
