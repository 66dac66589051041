"""The forms about one case on the agenda: what is proposed, and what was decided."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import AgendaItem, Attendance
from stipend_portal.models.decision import Outcome
from stipend_portal.review.forms import OutcomeForm
from stipend_portal.review.meetings.paragraphs import LONGEST, normal
from stipend_portal.services.meeting_decision import Decided

NONE = "none"
NO_PROPOSAL = (NONE, gettext_lazy("No proposal"))


class ProposalForm(OutcomeForm):
    """What the administration proposes. It decides nothing."""

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        initial = {
            "outcome": item.proposed_outcome or NONE,
            "amount": item.proposed_amount or "",
            "reason": item.proposed_reason,
        }
        super().__init__(*args, case=item.application, initial=initial, **kwargs)
        outcome = self.fields["outcome"]
        outcome.choices = [*Outcome.choices, NO_PROPOSAL]  # type: ignore[attr-defined]
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _(
            "When the board decides as proposed, the applicant will read this, word for word, in the "
            "letter, and it stands in the minutes. Write plainly and kindly, and write no names."
        )

    def clean_outcome(self) -> str:
        """Empty when nothing is proposed."""
        outcome = self.cleaned_data["outcome"]
        return "" if outcome == NONE else outcome


class ItemForm(OutcomeForm):
    """What the board decided, and what the minutes say of it."""

    paragraph = forms.CharField(
        label=gettext_lazy("Paragraph of the minutes"),
        max_length=LONGEST - 2,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("For example § 12. Each decision of a meeting has its own."),
        error_messages={"required": gettext_lazy("Write the paragraph of the minutes.")},
    )
    left = forms.MultipleChoiceField(
        label=gettext_lazy("Who else left because of jäv?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Those who have said so here are written down by themselves. Mark others who left the room."
        ),
    )
    reservations = forms.CharField(
        label=gettext_lazy("Reservations (need not be filled in)"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who does not stand behind the decision, and what they wanted instead."),
    )

    def __init__(
        self, *args: Any, item: AgendaItem, staying: Sequence[Attendance], suggested: int, **kwargs: Any
    ) -> None:
        initial = {
            "outcome": item.proposed_outcome,
            "amount": item.proposed_amount or "",
            "reason": item.proposed_reason,
            "paragraph": normal(str(suggested)),
            "reservations": item.reservations,
        }
        super().__init__(*args, case=item.application, initial=initial, **kwargs)
        left = self.fields["left"]
        left.choices = [(str(row.pk), row.name) for row in staying]  # type: ignore[attr-defined]
        if not staying:
            del self.fields["left"]
        self.fields["reason"].help_text = _(
            "The applicant will read this, word for word, in the letter, and it stands in the minutes. "
            "Write plainly and kindly: a person of 13 should understand it. Write no names."
        )

    def clean_paragraph(self) -> str:
        """Written as the minutes write it."""
        paragraph = normal(self.cleaned_data["paragraph"])
        if not paragraph:
            raise ValidationError(_("Write the paragraph of the minutes."))
        return paragraph

    @property
    def decided(self) -> Decided:
        """What was typed; for a form without errors."""
        data = self.cleaned_data
        return Decided(
            outcome=Outcome(data["outcome"]),
            amount=data["amount"],
            reason=data["reason"],
            paragraph=data["paragraph"],
            reservations=data["reservations"],
            left=[int(pk) for pk in data.get("left", ())],
        )
