"""The list of meetings, and making one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from home.models import User
from stipend_portal.meetings import bodies_for, meetings_for, unreported
from stipend_portal.models import Meeting
from stipend_portal.review.meetings.base import SECRETARY, MeetingPage, MeetingsPage
from stipend_portal.review.meetings.words import why_not
from stipend_portal.review.pages import Crumb, list_crumbs
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.meeting import change_meeting, make_meeting, remove_meeting
from stipend_portal.services.meeting_errors import AttendanceNeeded, TooManySeated
from stipend_portal.states import Role

PER_PAGE = 50
MOST_SEATS = 200


class MeetingsView(MeetingsPage):
    """The meetings of the bodies that decide in one's rounds, the newest first."""

    template_name = "stipend_portal/review/meetings/index.html"
    page_title = gettext_lazy("Meetings")

    def crumbs(self) -> list[Crumb]:
        """The list is itself the last step."""
        return list_crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meetings with how many cases each has, and how many decisions wait to be reported."""
        keeps = bool(bodies_for(self.own))
        waiting = unreported(self.request.user, self.own).count() if keeps else 0
        page = Paginator(self.meetings(), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(meetings=page, page_obj=page, keeps=keeps, waiting=waiting, **kwargs)

    def meetings(self) -> QuerySet[Meeting]:
        """All of them; the numbers of cases tell nothing of the cases."""
        decided = Count("items", filter=Q(items__decision__isnull=False))
        return meetings_for(self.own).annotate(cases=Count("items"), decided=decided).order_by("-on", "-pk")


class MeetingForm(ReviewForm):
    """When and where, and how many seats the body has."""

    body = forms.ChoiceField(
        label=gettext_lazy("Which body meets?"),
        error_messages={"required": gettext_lazy("Choose the body.")},
    )
    on = forms.DateField(
        label=gettext_lazy("Day of the meeting"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Write the day of the meeting."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2027-03-15."),
        },
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("How many members does the body have?"),
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "All seats, without the deputies. More than half must take part in each case for the body to decide."
        ),
        error_messages={
            "required": gettext_lazy("Write how many members the body has."),
            "invalid": gettext_lazy("Write a number, for example 11."),
            "min_value": gettext_lazy("Write a number from 1 up."),
            "max_value": gettext_lazy("That is too many. Check the number."),
        },
    )

    def __init__(self, *args: Any, bodies: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(body, body) for body in bodies]  # type: ignore[attr-defined]


def usual_seats(body: str) -> int:
    """How many board members work in the rounds that a body decides in: a first guess of its seats."""
    board = User.objects.filter(
        round_roles__role=Role.COMMITTEE_MEMBER, round_roles__round__deciding_body=body
    )
    return board.distinct().count()


class MakeMeetingView(MeetingsPage):
    """Make a meeting."""

    template_name = "stipend_portal/review/meetings/form.html"
    page_title = gettext_lazy("New meeting")
    needs = SECRETARY
    free_text = ("on", "place", "seats")

    def form(self, data: Any = None) -> MeetingForm:
        """The form, with the bodies whose secretary this person is."""
        bodies = bodies_for(self.own)
        initial = {"seats": usual_seats(bodies[0]) or None} if bodies else {}
        return MeetingForm(data, bodies=bodies, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        return super().get_context_data(
            lead=_("When the meeting is made, write down who is there and put cases on the agenda."),
            label=_("Make the meeting"),
            back_url=reverse("meetings:index"),
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it, or show the form again with what was typed."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        meeting = make_meeting(actor=request.user, **form.cleaned_data)
        messages.success(request, _("The meeting is made."))
        return redirect("meetings:meeting", meeting.pk)


class ChangeMeetingView(MeetingPage):
    """Change day, place and seats."""

    template_name = "stipend_portal/review/meetings/form.html"
    needs = SECRETARY
    free_text = ("on", "place", "seats")

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Change the meeting")

    def form(self, data: Any = None) -> MeetingForm:
        """The form as it is now; the body stays."""
        meeting = self.meeting
        initial = {"on": meeting.on, "place": meeting.place, "seats": meeting.seats}
        form = MeetingForm(data, bodies=[], initial=initial)
        del form.fields["body"]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        back_url = reverse("meetings:meeting", args=[self.meeting.pk])
        return super().get_context_data(label=_("Save"), back_url=back_url, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form as it is now."""
        return self.show(form=self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change it, or show the form again with what was typed."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                change_meeting(meeting=self.meeting, actor=request.user, **form.cleaned_data)
            except (AttendanceNeeded, TooManySeated) as error:
                form.add_error(None, ValidationError(why_not(error)))
            else:
                return self.back(_("The meeting is changed."))
        return self.show(status=422, form=form)


class RemoveMeetingView(MeetingPage):
    """Remove a meeting that was made by mistake."""

    template_name = "stipend_portal/review/meetings/confirm.html"
    needs = SECRETARY

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Remove the meeting")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        return super().get_context_data(
            lead=_(
                "For a meeting that was made by mistake. It must have no cases and no reported decisions."
            ),
            label=_("Remove the meeting"),
            back_url=reverse("meetings:meeting", args=[self.meeting.pk]),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        remove_meeting(meeting=self.meeting, actor=request.user)
        return self.back(_("The meeting is removed."), reverse("meetings:index"))
