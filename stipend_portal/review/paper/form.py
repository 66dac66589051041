"""The form for a paper application: when it came, what it says, and how to reach the one who sent it."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import Round
from stipend_portal.questions import sections_for
from stipend_portal.review.paper.answers_form import AnswersForm
from stipend_portal.review.paper.fields import AS_IT_IS, ScansField
from stipend_portal.services.paper import Sender


class PaperForm(AnswersForm):
    """Everything that an application holds. What the paper does not say may be left empty, but for a little."""

    early = forms.BooleanField(label=gettext_lazy("The day is right: it came before the round opened"))
    scans = ScansField(
        label=gettext_lazy("The paper, scanned or photographed"),
        help_text=gettext_lazy(
            "PDF or pictures, one or more. They become the attachments of the application, so everyone who "
            "reads it can see what the paper says."
        ),
        error_messages={"required": gettext_lazy("Choose at least one file with the scanned paper.")},
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("The applicant's e-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs=AS_IT_IS),
        help_text=gettext_lazy("Leave it empty if there is none: letters are then printed and posted."),
        error_messages={"invalid": gettext_lazy("Write an e-mail address like namn@example.org.")},
    )
    postal_address = forms.CharField(
        label=gettext_lazy("The applicant's postal address"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("Street, postcode and town, without the name. Needed if there is no e-mail."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Write to the applicant in"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        initial="sv",
        error_messages={"required": gettext_lazy("Choose a language.")},
    )
    protected = forms.BooleanField(
        label=gettext_lazy("The applicant has protected identity"),
        required=False,
        help_text=gettext_lazy(
            "Then only you know of the case from the start. You can let others know of it one by one."
        ),
    )
    no_conflict = forms.BooleanField(
        label=gettext_lazy("I have no jäv in this case"),
        help_text=gettext_lazy(
            "You have read the paper. If the applicant is close to you, or there is another reason to doubt "
            "that you are impartial, leave the paper to a colleague and write nothing here."
        ),
        error_messages={
            "required": gettext_lazy("Tick this, or leave the paper to a colleague if you have jäv.")
        },
    )

    def __init__(self, *args: Any, round: Round, too_large: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, round=round, sections=sections_for(round.programme), **kwargs)
        self.fields["arrival_time"].help_text = _(
            "Left empty, the whole of the day on which the round closes is in time."
        )
        self.fields["scans"].too_large = too_large or []
        if not self._is_early():
            del self.fields["early"]

    def _is_early(self) -> bool:
        """Whether the day that was written comes before the round opened, so that it must be confirmed."""
        try:
            day = self.fields["arrival"].clean(self.data.get("arrival"))
        except ValidationError:
            return False
        opens = timezone.localdate(self.round.opens_at)
        self.fields["early"].error_messages["required"] = _(
            "The round opened on %(day)s. If it came before that, tick the box. Otherwise write another day."
        ) % {"day": date_format(opens, "j F Y")}
        return day < opens

    @property
    def closes_at(self) -> datetime:
        """When the round closes."""
        return self.round.closes_at

    @property
    def taken(self) -> set[str]:
        """The applicant's own address."""
        return {(self.cleaned_data.get("contact_email") or "").casefold()} - {""}

    @property
    def sender(self) -> Sender:
        """How to reach the one who sent it."""
        data = self.cleaned_data
        return Sender(
            language=data["language"],
            email=data["contact_email"],
            postal_address=data["postal_address"],
            protected=data["protected"],
        )
