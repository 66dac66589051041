"""Recording that the applicant takes the application back: told by telephone, on paper, or in person."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import Application
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.offers import Offer
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.withdrawal import ToldBy, record_withdrawal
from stipend_portal.states import UNDECIDED, Role

LABEL = gettext_lazy("Record that the applicant takes it back")


def withdrawal_offers(case: Application, roles: Collection[Role]) -> list[Offer]:
    """The way to the page, for a case officer, until it is decided."""
    if Role.CASE_OFFICER not in roles or case.state not in UNDECIDED:
        return []
    return [Offer(LABEL, reverse("cases:withdraw", args=[case.pk]))]


class WithdrawalForm(ReviewForm):
    """How the officer was told, by whom, when, and what was said."""

    how = forms.ChoiceField(
        label=gettext_lazy("How were you told?"),
        choices=ToldBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you were told.")},
    )
    who = forms.CharField(
        label=gettext_lazy("Who told you?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "review-wide"}),
        help_text=gettext_lazy("The name, and who it is if it is not the applicant."),
        error_messages={"required": gettext_lazy("Write who told you.")},
    )
    on = forms.DateField(
        label=gettext_lazy("Which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Write the day you were told."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2027-03-15."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("What was said?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Write also how you know that it is the right person. It is kept in the log, with your name."
        ),
        error_messages={"required": gettext_lazy("Write what was said.")},
    )

    def __init__(self, *args: Any, case: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["on"].initial = timezone.localdate()
        # The browser must not cut off what someone pastes: the server says what is too long.
        for name in ("who", "note"):
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean_on(self) -> date:
        """A day between the arrival of the application and today."""
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day has not come yet. Check the day."))
        if day < timezone.localdate(self.case.received_at):
            raise ValidationError(_("The application came in after that day. Check the day."))
        return day


class WithdrawView(ConfirmView):
    """Take the application back on the applicant's behalf."""

    template_name = "stipend_portal/review/paper/withdraw.html"
    free_text = ("who", "note")

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Takes the application back: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge as the service does."""
        if Role.CASE_OFFICER not in self.roles:
            raise NotAllowed
        if self.case.state not in UNDECIDED:
            raise WrongState

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=WithdrawalForm(case=self.case))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record it, or show the form again with what was typed."""
        form = WithdrawalForm(request.POST, case=self.case)
        if not form.is_valid():
            return self.show(status=422, form=form)
        data = form.cleaned_data
        record_withdrawal(
            application=self.case,
            actor=request.user,
            how=ToldBy(data["how"]),
            who=data["who"],
            on=data["on"],
            note=data["note"],
        )
        return self.back_to_case(_("The application is taken back, and the applicant gets it confirmed."))
