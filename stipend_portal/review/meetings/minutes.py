"""Closing a meeting, the days of its minutes, and the annex to them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.documents.minutes_annex import make_annex
from stipend_portal.documents.minutes_annex_docx import DOCX, render_docx
from stipend_portal.documents.minutes_annex_pdf import PDF, render_pdf
from stipend_portal.models import Meeting
from stipend_portal.review.meetings.base import SECRETARY, MeetingPage
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.errors import WrongState
from stipend_portal.services.meeting import close_meeting, date_minutes, log_download

WITHOUT_REASONS = "utan-skal"


class CloseView(MeetingPage):
    """Close the meeting."""

    template_name = "stipend_portal/review/meetings/confirm.html"
    needs = SECRETARY

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Close the meeting")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        lead = _(
            "Attendance and agenda then stand as they are and cannot be changed. Afterwards you write down "
            "when the minutes are adjusted and announced."
        )
        back_url = reverse("meetings:meeting", args=[self.meeting.pk])
        return super().get_context_data(lead=lead, label=_("Close the meeting"), back_url=back_url, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Close it."""
        close_meeting(meeting=self.meeting, actor=request.user)
        return self.back(_("The meeting is closed."))


def day_field(label: Any, help_text: Any) -> forms.DateField:
    """A day that need not be known yet."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=help_text,
        error_messages={"invalid": gettext_lazy("Write the day as year-month-day, for example 2027-03-15.")},
    )


class MinutesForm(ReviewForm):
    """When the minutes were adjusted and when that was announced."""

    adjusted_on = day_field(
        gettext_lazy("Day the minutes were adjusted"),
        gettext_lazy("Fourteen days after the meeting at the latest."),
    )
    announced_on = day_field(
        gettext_lazy("Day it was announced on the notice board"),
        gettext_lazy(
            "Two days after the minutes were adjusted at the latest. From this day the time to appeal is counted: "
            "three weeks."
        ),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        initial = {"adjusted_on": meeting.adjusted_on, "announced_on": meeting.announced_on}
        super().__init__(*args, initial=initial, **kwargs)
        self.meeting = meeting

    def clean_adjusted_on(self) -> date | None:
        """Not before the meeting, and not before it has happened."""
        day = _passed(self.cleaned_data["adjusted_on"])
        if day and day < self.meeting.on:
            raise ValidationError(_("The minutes cannot be adjusted before the meeting."))
        return day

    def clean_announced_on(self) -> date | None:
        """When the minutes have been adjusted, and not before."""
        day = _passed(self.cleaned_data["announced_on"])
        if day and "adjusted_on" in self.cleaned_data:
            adjusted = self.cleaned_data["adjusted_on"]
            if not adjusted or day < adjusted:
                raise ValidationError(_("The minutes are announced when they have been adjusted."))
        return day


def _passed(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise ValidationError(_("That day has not come yet. Check the day."))
    return day


class MinutesView(MeetingPage):
    """Write down the days of the minutes."""

    template_name = "stipend_portal/review/meetings/form.html"
    needs = SECRETARY
    free_text = ("adjusted_on", "announced_on")
    only_open = False

    def get_page_title(self) -> str:
        """What is done here."""
        return _("The days of the minutes")

    def let_in(self) -> None:
        """Only when the meeting has been closed."""
        super().let_in()
        if not self.meeting.closed_at:
            raise WrongState

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        back_url = reverse("meetings:meeting", args=[self.meeting.pk])
        return super().get_context_data(label=_("Save"), back_url=back_url, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The days as they are."""
        return self.show(form=MinutesForm(meeting=self.meeting))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save them, or show the form again with what was typed."""
        form = MinutesForm(request.POST, meeting=self.meeting)
        if not form.is_valid():
            return self.show(status=422, form=form)
        date_minutes(meeting=self.meeting, actor=request.user, **form.cleaned_data)
        return self.back(_("The days are saved."))


class AnnexView(MeetingPage):
    """The annex to the minutes as a file, with the cases that whoever asks may see."""

    # Set by `as_view(kind=…)`, which wants the name to exist on the class.
    kind = PDF
    renderers = {PDF: render_pdf, DOCX: render_docx}
    endings = {PDF: "pdf", DOCX: "docx"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, kept by no cache on the way."""
        reasons = WITHOUT_REASONS not in request.GET
        annex = make_annex(self.meeting, request.user, self.own, reasons=reasons)
        content = self.renderers[self.kind](annex)
        log_download(
            meeting=self.meeting, actor=request.user, ending=self.endings[self.kind], reasons=reasons
        )
        name = f"bilaga-protokoll-{self.meeting.on:%Y-%m-%d}.{self.endings[self.kind]}"
        response = HttpResponse(content, content_type=self.kind)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        add_never_cache_headers(response)
        return response
