"""The form for what a member of a group has answered on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from stipend_portal.models import GroupMember
from stipend_portal.questions import CUSTODY, GUARDIANS
from stipend_portal.questions.choices import ASKED_OF_GUARDIANS, TWO
from stipend_portal.review.guardian_forms import NO, YES
from stipend_portal.review.paper.checks import guardians_apart, guardians_fit
from stipend_portal.review.paper.fields import field_for, without_maxlength
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.review.signed_paper import SignedPaperForm
from stipend_portal.services.member import must_name_guardians, told_before
from stipend_portal.services.member_record import Status, answers_on_paper

ANSWERS = [
    (YES, gettext_lazy("Yes, she or he comes along")),
    (NO, gettext_lazy("No, she or he does not come along, or takes the yes back")),
]
STATUS = {YES: Status.CONFIRMED, NO: Status.DECLINED}


class MemberPaperForm(SignedPaperForm, ReviewForm):
    """A yes or a no that a member has signed; with a yes also her guardians, if she is under eighteen."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=gettext_lazy("What does the paper say?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what she or he has answered.")},
    )

    def __init__(self, *args: Any, member: GroupMember, current: list[GroupMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.member, self.current = member.version, member, current
        self.written_on_paper = member.application.applicant_id is None
        new = answers_on_paper(member)
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (value, words) for value, words in ANSWERS if STATUS[value] in new
        ]
        self.asks_guardians = Status.CONFIRMED in new and must_name_guardians(member)
        if self.asks_guardians:
            self._ask_guardians()
        about_guardians = [name for name in self.fields if "-" in name]
        self.order_fields(["answer", "signed_on", *about_guardians, "note"])
        without_maxlength(self.fields)

    def _ask_guardians(self) -> None:
        before = told_before(self.member)
        for section in (CUSTODY, GUARDIANS):
            for question in section.questions:
                field = field_for(question, required=False)
                field.initial = before.get(section.key, {}).get(question.name)
                self.fields[f"{section.key}-{question.name}"] = field

    @property
    def comes(self) -> bool:
        """Whether the paper says yes."""
        return self.cleaned_data.get("answer") == YES

    def answered(self, section: str, name: str) -> str:
        """The answer about her guardians; empty where the paper does not say or it is wrong."""
        return self.cleaned_data.get(f"{section}-{name}") or ""

    def clean(self) -> dict[str, Any]:
        """With a yes: what is said of the guardians fits, and each can answer for herself."""
        data = super().clean() or self.cleaned_data
        if self.asks_guardians and self.comes:
            guardians_fit(self, self.answered(CUSTODY.key, "situation"))
            addresses = {self.member.application.email, *(each.email for each in self.current)}
            guardians_apart(self, {each.casefold() for each in addresses} - {""})
        return data

    def told(self) -> dict[str, dict[str, str]] | None:
        """What the paper says of the guardians, as a member tells it on the site; None where it is not asked."""
        if not self.asks_guardians or not self.comes:
            return None
        situation = self.answered(CUSTODY.key, "situation")
        names = ASKED_OF_GUARDIANS[situation or TWO]
        return {
            CUSTODY.key: {"situation": situation},
            GUARDIANS.key: {name: self.answered(GUARDIANS.key, name) for name in names},
        }
