"""The form for recording a decision."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.models import User
from stipend_portal.amount_rules import (
    ceiling_of,
    cost_of,
    is_fixed,
    most_for,
    most_to_grant,
    share_percent_of,
)
from stipend_portal.amounts import clean_kronor
from stipend_portal.formats import as_kronor
from stipend_portal.models import Application
from stipend_portal.models.decision import WITH_MONEY, Basis, Outcome
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.round_sums import rounds_without_sums
from stipend_portal.services.errors import AmountTooLarge, PotExceeded
from stipend_portal.states import UNDECIDED

# What is said to whoever would record a decision of the board outside its meeting.
AT_MEETING = gettext_lazy(
    "What the board decides is recorded at its meeting, on the page of the case there. Here you record what "
    "is decided on delegation."
)


class WholeKronorField(forms.Field):
    """An amount in whole kronor, written as people write: `4000`, `4 000 kr`."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: str | None) -> int | None:
        """Whole kronor. Raises ValidationError with words that help."""
        text = (value or "").strip()
        if not text:
            return None
        amount = clean_kronor(text)
        if amount != amount.to_integral_value():
            raise ValidationError(_("Write whole kronor, without öre."))
        return int(amount)


def amount_hint(case: Application, ceiling: int) -> str:
    """What the amount rule of the stipend says about this case. `ceiling` is `ceiling_of` it."""
    programme, most = case.round.programme, as_kronor(ceiling)
    percent = share_percent_of(programme)
    if percent is not None:
        return _(
            "The stipend pays at most %(percent)d per cent of the cost, and at most %(ceiling)s. The trip "
            "costs %(cost)s, so here at most %(most)s."
        ) % {
            "percent": percent,
            "ceiling": most,
            "cost": as_kronor(cost_of(case.latest_version)),
            "most": as_kronor(most_for(case)),
        }
    if is_fixed(programme):
        return _("The stipend is the same for everyone: here %(most)s.") % {"most": most}
    return _("At most %(most)s for this application.") % {"most": most}


def most_words(most: int) -> str:
    """That the rules of the stipend set a limit; `most` in whole kronor."""
    return _("At most %(most)s can be granted to this application in this round.") % {"most": as_kronor(most)}


def amount_problem(case: Application, outcome: str, amount: int, *, most: int) -> str:
    """What is wrong with an amount in whole kronor for this outcome; empty when nothing is.

    `most` is `most_to_grant` the case.
    """
    applied = case.amount_applied
    if outcome not in WITH_MONEY:
        return _("Leave the amount empty: nothing is granted.") if amount else ""
    if not amount:
        return _("Write how much is granted.")
    if amount > applied:
        return _(
            "This is more than was applied for. At most %(most)s can be granted to this application."
        ) % {"most": as_kronor(most)}
    if amount > most:
        return most_words(most)
    if outcome == Outcome.GRANTED and Decimal(amount) < applied.to_integral_value(rounding="ROUND_FLOOR"):
        return _("This is less than was applied for (%(applied)s). Choose “Partly granted”.") % {
            "applied": as_kronor(applied)
        }
    if outcome == Outcome.PARTLY_GRANTED and amount >= applied:
        return _("This is all that was applied for (%(applied)s). Choose “Granted”.") % {
            "applied": as_kronor(applied)
        }
    return ""


def late_words(case: Application) -> str:
    """That a case came too late to be granted money, with the way to what mends it; empty when it did not."""
    if not case.late_not_accepted or case.state not in UNDECIDED:
        return ""
    return format_html(
        '{} <a href="{}">{}</a>.',
        _(
            "The application came late and can be refused or dismissed. Before it can be granted money a case "
            "officer must decide to"
        ),
        reverse("cases:accept_late", args=[case.pk]),
        _("treat it as in time"),
    )


def pot_problem(remaining: int) -> str:
    """That the round's pot does not hold an amount; `remaining` in whole kronor."""
    return _("The round has %(left)s left to grant. Write a smaller amount.") % {"left": as_kronor(remaining)}


class OutcomeForm(ReviewForm):
    """What is decided, how much and why. The applicant reads the reason."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an outcome.")},
    )
    amount = WholeKronorField(label=gettext_lazy("Amount in whole kronor"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "The applicant will read this, word for word, in the letter. Write plainly and kindly: a person "
            "of 13 should understand it."
        ),
        error_messages={"required": gettext_lazy("Write the reason for the decision.")},
    )

    def __init__(self, *args: Any, case: Application, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.most = most_to_grant(case)
        self.fields["outcome"].help_text = late_words(case)
        words = _("Leave this empty when nothing is granted. %(rule)s Applied for: %(applied)s.") % {
            "rule": amount_hint(case, ceiling_of(case.round, case.people)),
            "applied": as_kronor(case.amount_applied),
        }
        left = _("Left to grant in the round: %(left)s.") % {"left": as_kronor(case.round.remaining)}
        kept = case.round_id in rounds_without_sums(reader)
        self.fields["amount"].help_text = words if kept else f"{words} {left}"

    def clean(self) -> dict[str, Any]:
        """An amount that fits the outcome, the round and what was applied for; money only to what may have it."""
        data = super().clean() or self.cleaned_data
        if "outcome" in data and "amount" in data:
            problem = amount_problem(self.case, data["outcome"], data["amount"] or 0, most=self.most)
            if problem:
                self.add_error("amount", problem)
        if data.get("outcome") in WITH_MONEY and late_words(self.case):
            self.add_error(None, late_words(self.case))
        data["amount"] = data.get("amount") or 0
        return data

    def refuse_amount(self, error: PotExceeded | AmountTooLarge) -> None:
        """Say that the pot does not hold the amount, or that the rules of the stipend do not allow it."""
        words = pot_problem(error.remaining) if isinstance(error, PotExceeded) else most_words(error.most)
        self.add_error("amount", words)


class DecisionForm(OutcomeForm):
    """A decision that was made on the board's delegation, with the day and the point that allows it."""

    basis = forms.ChoiceField(
        label=gettext_lazy("Decided by"),
        choices=[(Basis.DELEGATION.value, Basis.DELEGATION.label)],
        initial=Basis.DELEGATION.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who has decided."),
            "invalid_choice": AT_MEETING,
        },
    )
    basis_reference = forms.CharField(
        label=gettext_lazy("Paragraph or point of delegation"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("For example § 12 in the minutes, or the point in the order of delegation."),
        error_messages={
            "required": gettext_lazy("Write the paragraph of the minutes or the point of delegation.")
        },
    )
    decided_on = forms.DateField(
        label=gettext_lazy("Day of decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("The day of the meeting or of the delegated decision, such as 2027-03-15."),
        error_messages={
            "required": gettext_lazy("Write the day of the decision."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2027-03-15."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = timezone.localdate()

    def clean_decided_on(self) -> Any:
        """A day between the arrival of the application and today."""
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The decision cannot be recorded before it is made. Check the day."))
        if day < timezone.localdate(self.case.received_at):
            raise ValidationError(_("The application came in after that day. Check the day."))
        return day
