"""Asking the applicant for more, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import Application, ApplicationVersion, Event, SupplementRequest
from stipend_portal.models.event import EventKind
from stipend_portal.questions import BY_KEY, SECTIONS, sections_for
from stipend_portal.review.act_views import MoveView
from stipend_portal.review.ready_words import (
    ReadyWords,
    asks_for_words,
    chosen,
    in_all_languages,
    ready_words,
)
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.supplement_request import LONGEST_REQUEST, request_supplement, stop_waiting

USUAL_DAYS = 14
MOST_DAYS = 365

PUT_IN_WORDS = gettext_lazy(
    "The words are in the text below. Read it through and change it so that it fits. Nothing has been sent yet."
)
NO_WORDS = gettext_lazy("Tick the words that you want first. Nothing has been sent yet.")


class AskForMoreForm(ReviewForm):
    """What is missing, on which pages, and by when. The applicant reads the text, word for word."""

    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Pages the applicant may change"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Pages whose answers depend on these are opened too. When anything but the attachments is "
            "changed, guardians and members of a group are asked again about the new version."
        ),
        error_messages={
            "required": gettext_lazy(
                "Choose at least one page. If you only want to ask something, write a message instead."
            )
        },
    )
    message = forms.CharField(
        label=gettext_lazy("What is missing"),
        max_length=LONGEST_REQUEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy(
            "Write plainly and kindly: a person of 13 should understand what to do. The text is sent by "
            "e-mail, so write nothing private in it."
        ),
        error_messages={"required": gettext_lazy("Write what is missing and what the applicant is to do.")},
    )
    due = forms.DateField(
        label=gettext_lazy("Last day to answer"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy(
            "Silence does not decide the case. An answer after this day is still received, as long as you "
            "have not gone on. If none comes, the application is judged as it is."
        ),
        error_messages={
            "required": gettext_lazy("Write the last day to answer."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2027-03-15."),
        },
    )

    def __init__(self, *args: Any, case: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {section.key for section in sections_for(case.round.programme)}
        # Pages of the programme that were not asked of this applicant, such as guardians, are left out.
        answered = set(case.latest_version.answers) | {"attachments"}
        pages = self.fields["sections"]
        pages.choices = [  # type: ignore[attr-defined]
            (section.key, section.title) for section in SECTIONS if section.key in asked & answered
        ]
        self.fields["due"].initial = timezone.localdate() + timedelta(days=USUAL_DAYS)
        # The browser must not cut off what someone pastes: the server says what is too long.
        self.fields["message"].widget.attrs.pop("maxlength", None)
        self.languages = [case.language]
        # What came of the button for ready words, told to the officer.
        self.words_notice = ""

    @cached_property
    def ready(self) -> list[ReadyWords]:
        """What she can begin from: words for the pages that can be asked for, and for no page."""
        pages = self.fields["sections"].choices  # type: ignore[attr-defined]
        return ready_words([key for key, _title in pages], self.languages)

    def put_in(self, data: QueryDict) -> None:
        """Show what was typed with the chosen ready words after it, and their pages ticked; nothing is judged yet."""
        words = chosen(self.ready, data)
        parts = [data.get("message", "").strip(), *in_all_languages(words, self.languages)]
        self.initial = {
            "sections": [*data.getlist("sections"), *(each.section for each in words if each.section)],
            "message": "\n\n".join(part for part in parts if part),
        }
        if "due" in data:
            self.initial["due"] = data["due"]
        self.words_notice = PUT_IN_WORDS if words else NO_WORDS

    def clean_due(self) -> date:
        """From today on, and not further off than a slip in the year would give."""
        day, today = self.cleaned_data["due"], timezone.localdate()
        if day < today:
            raise ValidationError(_("That day has passed. Write today or a later day."))
        if day > today + timedelta(days=MOST_DAYS):
            raise ValidationError(_("That is more than a year away. Check the year."))
        return day


class AskForMoreView(MoveView):
    """Ask the applicant for more."""

    template_name = "stipend_portal/review/ask_for_more.html"
    free_text = ("message",)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=AskForMoreForm(case=self.case))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, or show the form again with what was typed, and with the ready words that were chosen."""
        if asks_for_words(request.POST):
            form = AskForMoreForm(case=self.case)
            form.put_in(request.POST)
            return self.show(form=form)
        form = AskForMoreForm(request.POST, case=self.case)
        if not form.is_valid():
            return self.show(status=422, form=form)
        request_supplement(application=self.case, actor=request.user, **form.cleaned_data)
        return self.back_to_case(self.act.done)


class StopWaitingView(MoveView):
    """Go on without an answer."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        stop_waiting(application=self.case, actor=request.user)
        return self.back_to_case(self.act.done)


@dataclass(frozen=True)
class ShownSupplement:
    """A request as the case page tells it, with the versions before and after the answer."""

    request: SupplementRequest
    asked_by: str
    pages: list[str]
    before: ApplicationVersion
    after: ApplicationVersion | None
    is_overdue: bool
    was_late: bool
    # Who wrote the answer in; empty where it came through the site.
    from_paper_by: str


def show_supplement(
    request: SupplementRequest,
    versions: Mapping[int, ApplicationVersion],
    names: Mapping[int | None, str],
    events: Iterable[Event],
) -> ShownSupplement:
    """A request ready to print; `versions` and `names` of colleagues are by key, fetched together.

    `events` are those of the case.
    """
    answers = [each for each in events if each.kind == EventKind.SUPPLEMENT_ANSWERED]
    papers = [each for each in answers if each.data["request"] == request.pk and each.data.get("on_paper")]
    before = versions[request.before_id]
    after = versions[request.after_id] if request.after_id else None
    return ShownSupplement(
        request=request,
        asked_by=names.get(request.asked_by_id, ""),
        pages=[str(BY_KEY[key].title) for key in request.sections],
        before=before,
        after=after,
        is_overdue=not request.closed_at and request.is_late(timezone.now()),
        was_late=after is not None and request.is_late(after.received_at),
        from_paper_by=papers[0].actor_name if papers else "",
    )
