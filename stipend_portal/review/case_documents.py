"""Registering by hand what did not come through the site."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import CaseDocument
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.case_document import BY_HAND, LONGEST_TITLE, REGISTRARS, register_by_hand
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.message import mark_from

Direction, Kind = CaseDocument.Direction, CaseDocument.Kind


class DocumentForm(ReviewForm):
    """What came or went, by another way than the site."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[(kind.value, kind.label) for kind in BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is.")},
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Which way did it go?"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A note that you make of a telephone call is drawn up here."),
        error_messages={"required": gettext_lazy("Choose which way it went.")},
    )
    title = forms.CharField(
        label=gettext_lazy("From or to whom, and about what"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "review-wide"}),
        help_text=gettext_lazy(
            "A few words for the register, such as: Gun Exempel, asks when the decision comes. Read by the "
            "round's case officers, board secretary and auditor. A register is an official document: write "
            "nothing private. What was said belongs in a note."
        ),
        error_messages={"required": gettext_lazy("Write from or to whom, and about what.")},
    )
    on = forms.DateField(
        label=gettext_lazy("Day it came or went"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Write the day it came or went."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2027-03-15."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.fields["title"].widget.attrs.pop("maxlength", None)

    def clean_on(self) -> date:
        """Not a day to come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day has not come yet. Check the day."))
        return day


class RegisterDocumentView(ConfirmView):
    """Register a document by hand."""

    template_name = "stipend_portal/review/register_document.html"
    free_text = ("title",)

    def get_page_title(self) -> str:
        """What is about to be done, and in which case."""
        return _("Register a document: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if not REGISTRARS & self.roles:
            raise NotAllowed

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The form, with the mark it was opened with."""
        highest = self.case.documents.order_by("-number").values_list("number", flat=True).first() or 0
        return super().show(status, seen=self.request.POST.get("seen", highest), **context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=DocumentForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Register it, or show the form again with what was typed."""
        form = DocumentForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        data = form.cleaned_data
        document = register_by_hand(
            application=self.case,
            actor=request.user,
            kind=Kind(data["kind"]),
            direction=Direction(data["direction"]),
            title=data["title"],
            on=data["on"],
            seen=mark_from(request.POST.get("seen", "")),
        )
        return self.back_to_case(_("Registered as document %(number)d.") % {"number": document.number})
