"""The forms of what a case officer does about a guardian."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.guardian_acts import Status, is_taken, status_on_paper
from stipend_portal.models import GuardianApproval
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.review.signed_paper import SignedPaperForm

YES, NO = "yes", "no"
ANSWERS = [
    (YES, gettext_lazy("Yes, the guardian approves")),
    (NO, gettext_lazy("No, the guardian does not approve, or takes the approval back")),
]


class GuardianActForm(ReviewForm):
    """Base: a form about one approval. Who the guardian is, is asked only where nobody is named."""

    name = forms.CharField(
        label=gettext_lazy("Guardian's name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the guardian's name.")},
    )

    def __init__(
        self, *args: Any, approval: GuardianApproval, current: list[GuardianApproval], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.approval, self.current = approval, current
        if approval.name:
            self.fields.pop("name", None)


class PaperForm(SignedPaperForm, GuardianActForm):
    """A yes or a no that a guardian has signed on paper."""

    field_order = ("name", "answer", "signed_on", "note")

    answer = forms.ChoiceField(
        label=gettext_lazy("What does the paper say?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the guardian has answered.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = self.approval.version
        self.written_on_paper = self.approval.application.applicant_id is None
        if "name" in self.fields:
            self.fields["name"].help_text = _(
                "If there are two guardians, both must have signed. Write both names."
            )
        new = [YES] if status_on_paper(self.approval, True) else []
        new += [NO] if status_on_paper(self.approval, False) else []
        answer = self.fields["answer"]
        answer.choices = [(value, words) for value, words in ANSWERS if value in new]  # type: ignore[attr-defined]


class WithoutForm(GuardianActForm):
    """Why the application goes on without a guardian."""

    name = None  # type: ignore[assignment]
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "What has been done to reach the guardian, why it cannot wait, and what you have judged. It is "
            "kept with the case."
        ),
        error_messages={"required": gettext_lazy("Write why the application can go on without.")},
    )


class AskAgainForm(GuardianActForm):
    """Where the question is sent."""

    email = forms.EmailField(
        label=gettext_lazy("Guardian's e-mail address"),
        max_length=254,  # what the column holds
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write the guardian's e-mail address."),
            "invalid": gettext_lazy("Check the address. It should look like name@example.org."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].initial = self.approval.email
        if self.approval.status == Status.NOT_ASKED:
            self.fields["email"].help_text = _(
                "The applicant has asked that no guardian be written to. Send nothing before you have talked "
                "to her and she knows."
            )

    def clean_email(self) -> str:
        """An address of the guardian's own."""
        email = self.cleaned_data["email"]
        if is_taken(email, self.approval, self.current):
            raise ValidationError(self.taken())
        return email

    def taken(self) -> str:
        """What is said of an address that cannot be used."""
        return _(
            "This address belongs to the young person, to someone else in the group or to the other "
            "guardian. Write one that only this guardian reads."
        )

    def refuse_address(self) -> None:
        """Say that the address has been taken meanwhile."""
        self.add_error("email", self.taken())
