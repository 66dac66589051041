"""What is asked of every paper that someone has signed about an application."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import ApplicationVersion


class SignedPaperForm(forms.Form):
    """Base: the day it was signed, and a note. Whoever has signed has seen one `version` of the application."""

    version: ApplicationVersion
    # Then it was there to sign before it reached us.
    written_on_paper: bool

    signed_on = forms.DateField(
        label=gettext_lazy("Day it was signed"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("The day next to the signature, such as 2027-03-15."),
        error_messages={
            "required": gettext_lazy("Write the day the paper was signed."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2027-03-15."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Note (need not be filled in)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example how the paper came in, and where it is kept."),
    )

    def clean_signed_on(self) -> date:
        """Not in the future, nor before there was anything to sign: that paper is about something else."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day has not come yet. Check the day."))
        if not self.written_on_paper and day < timezone.localdate(self.version.received_at):
            raise ValidationError(
                _(
                    "This version of the application came in after that day. Check the day, or ask for a new paper."
                )
            )
        return day
