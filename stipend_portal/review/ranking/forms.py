"""The forms of ranking: a new proposal, its name, its amounts, the order of equals."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.formats import as_kronor
from stipend_portal.models import AllocationPlan, PlanLine, Programme, Round
from stipend_portal.review.forms import WholeKronorField
from stipend_portal.review.review_form import ReviewForm

Rule = AllocationPlan.Rule


class NameForm(ReviewForm):
    """What a proposal is called."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("So that you can tell it from the others, for example “The same for all”."),
        error_messages={"required": gettext_lazy("Write a name for the proposal.")},
    )

    def refuse_name(self) -> None:
        """Say that the round has a proposal with that name."""
        self.add_error("name", _("There is a proposal with that name in the round. Choose another name."))


class PlanForm(NameForm):
    """A new proposal. What the stipend's own rule says is chosen from the start."""

    rule = forms.ChoiceField(
        label=gettext_lazy("How amounts are proposed"),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Nobody is proposed more than was applied for, or than the rules of the stipend allow. "
            "You can change each amount afterwards."
        ),
        error_messages={"required": gettext_lazy("Choose how amounts are proposed.")},
    )
    amount = WholeKronorField(
        label=gettext_lazy("Amount for each person, in whole kronor"),
        required=False,
        help_text=gettext_lazy("Only with the same amount for each."),
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Share in per cent"),
        required=False,
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Only with a share of what was applied for."),
        error_messages={
            "invalid": gettext_lazy("Write a whole number from 1 to 100."),
            "min_value": gettext_lazy("Write a whole number from 1 to 100."),
            "max_value": gettext_lazy("Write a whole number from 1 to 100."),
        },
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fixed = round_.programme.amount_rule == Programme.AmountRule.FIXED
        # A share of the cost is a limit to what can be applied for, so it is a limit here as well.
        self.fields["rule"].initial = Rule.FIXED if fixed else Rule.APPLIED
        self.fields["amount"].initial = round_.ceiling if fixed else None

    def clean(self) -> dict[str, Any]:
        """The number that the rule needs, as `value`."""
        data = super().clean() or self.cleaned_data
        rule, amount, percent = data.get("rule"), data.get("amount"), data.get("percent")
        data["value"] = None
        if rule == Rule.FIXED:
            data["value"] = amount
            if not amount and "amount" not in self.errors:
                self.add_error("amount", _("Write the amount that each person gets."))
        elif rule == Rule.SHARE:
            data["value"] = percent
            if percent is None and "percent" not in self.errors:
                self.add_error("percent", _("Write how large a share it is, from 1 to 100."))
        return data


class AmountsForm(forms.Form):
    """Amounts by hand, a box for each case."""

    def __init__(self, *args: Any, lines: Sequence[PlanLine], most: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.most = most
        self.cases = {amount_field(line.application_id): line.application_id for line in lines}
        for line in lines:
            field = WholeKronorField(
                label=line.application.reference,
                initial=line.amount,
                error_messages={"required": _("Write an amount, or 0 for nothing.")},
            )
            field.widget.attrs["class"] = "ranking-amount"
            self.fields[amount_field(line.application_id)] = field

    def clean(self) -> dict[str, Any]:
        """No amount above what may be proposed for its case."""
        data = super().clean() or self.cleaned_data
        for name, case in self.cases.items():
            if (data.get(name) or 0) > self.most[case]:
                words = _("At most %(most)s for this application.")
                self.add_error(name, words % {"most": as_kronor(self.most[case])})
        return data

    @property
    def amounts(self) -> dict[int, int]:
        """Application → whole kronor."""
        return {case: self.cleaned_data[name] for name, case in self.cases.items()}

    def refuse_sum(self, over: int) -> None:
        """Say that the pot does not hold the amounts above the line."""
        words = _(
            "The money is not enough: the cases above the line would get %(over)s too much. Lower an amount, "
            "or move the line up first."
        )
        self.add_error(None, words % {"over": as_kronor(over)})


PREFIX = "amount-"


def amount_field(application: int) -> str:
    """The name of the box of a case."""
    return f"{PREFIX}{application}"


def cases_posted(data: Mapping[str, Any]) -> set[int]:
    """The cases whose boxes were sent."""
    keys = (name.removeprefix(PREFIX) for name in data if name.startswith(PREFIX))
    return {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19}


class OrderForm(ReviewForm):
    """Why a case goes before its equals."""

    reason = forms.CharField(
        label=gettext_lazy("Why in this order"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Equal cases are treated equally unless there are grounds not to. The reason is kept with the "
            "proposal, and may be asked for by anyone."
        ),
        error_messages={"required": gettext_lazy("Write why. Without a reason the order is not changed.")},
    )
    step = forms.TypedChoiceField(
        choices=[("-1", ""), ("0", ""), ("1", "")], coerce=int, widget=forms.HiddenInput
    )
