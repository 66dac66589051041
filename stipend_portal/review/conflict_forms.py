"""The forms for answering about jäv, and for correcting an answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.review.review_form import ReviewForm

NO, YES = "no", "yes"
ANSWERS = [(NO, gettext_lazy("I have no jäv")), (YES, gettext_lazy("I have jäv"))]

WHY = gettext_lazy("Choose why you have jäv.")

LONGEST_REASON = 2000


class GroundForm(ReviewForm):
    """Why: for someone who reads the case and finds that she has jäv."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Why do you have jäv?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Those who handle the case see this. Nothing more is asked or kept."),
        error_messages={"required": WHY},
    )


class AnswerForm(GroundForm):
    """A yes or a no, and why when it is a yes. Nothing is chosen from the start: it must be an answer."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you have jäv in this case?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )

    field_order = ["answer", "ground"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].required = False

    def clean(self) -> dict[str, Any]:
        """Whoever has jäv says why."""
        data = super().clean() or self.cleaned_data
        if data.get("answer") == YES and not data.get("ground"):
            self.add_error("ground", ValidationError(WHY))
        return data

    @property
    def has_conflict(self) -> bool:
        """The answer."""
        return self.cleaned_data["answer"] == YES


class ReasonForm(ReviewForm):
    """Why something is changed; kept in the log of the case."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write the reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "It is kept in the log of the case. Write nothing more than is needed."
        )
        # The browser must not cut off what someone pastes: the server says what is too long.
        self.fields["reason"].widget.attrs.pop("maxlength", None)


class CorrectForm(ReasonForm):
    """The new answer, as the page showed it, and why."""

    to = forms.ChoiceField(choices=ANSWERS, widget=forms.HiddenInput)

    @property
    def has_conflict(self) -> bool:
        """What the answer is changed to."""
        return self.cleaned_data["to"] == YES
