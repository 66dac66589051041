"""Writing the diary number of a case, or of all cases of a round that have none."""

from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages

from stipend_portal.diary_numbers import counting_from, looks_usual
from stipend_portal.models import Application
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.pages import NO_ENTRY, refuse
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.review.round_page import RoundView
from stipend_portal.services.diary import (
    NUMBERERS,
    without_diary_number,
    write_diary_number,
    write_diary_numbers,
)
from stipend_portal.services.errors import NotAllowed

LONGEST = 40
SHOWN = 10
SAME, COUNTING = "same", "counting"


def unusual_words(number: str) -> str:
    """What is said of a number that does not look like most; empty for one that does, or for none."""
    if not number or looks_usual(number):
        return ""
    return _("It does not look like most numbers, such as BUN 2027/123. Check that it is right.")


class DiaryNumberForm(ReviewForm):
    """A number, as the diary has it."""

    number = forms.CharField(
        label=gettext_lazy("Diary number"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "As the board's diary has it, such as BUN 2027/123. Empty: the case has none."
        ),
    )


class DiaryNumberView(ConfirmView):
    """The number of one case."""

    template_name = "stipend_portal/review/diary_number.html"
    free_text = ("number",)

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Diary number: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if not NUMBERERS & self.roles:
            raise NotAllowed

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The number as it is."""
        return self.show(form=DiaryNumberForm(initial={"number": self.case.diary_number}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it, and say where it looks odd."""
        form = DiaryNumberForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        number = form.cleaned_data["number"]
        write_diary_number(application=self.case, actor=request.user, number=number)
        if odd := unusual_words(number):
            messages.warning(request, odd)
        return self.back_to_case(_("The diary number is saved."))


class RoundDiaryForm(ReviewForm):
    """One number for all, or a number each."""

    how = forms.ChoiceField(
        label=gettext_lazy("How are the cases numbered?"),
        choices=[
            (SAME, gettext_lazy("All have the same number")),
            (COUNTING, gettext_lazy("Each has a number of its own, counting up in the order they came in")),
        ],
        initial=SAME,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the cases are numbered.")},
    )
    number = forms.CharField(
        label=gettext_lazy("The number, or the first of them"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("As the board's diary has it, such as BUN 2027/123."),
        error_messages={"required": gettext_lazy("Write the number.")},
    )

    def __init__(self, *args: Any, cases: list[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases

    def clean(self) -> dict[str, Any]:
        """Numbers that fit, for all the cases."""
        data = super().clean() or self.cleaned_data
        if data.get("how") and data.get("number"):
            try:
                data["numbers"] = self._numbers(data["how"], data["number"])
            except ValueError as error:
                raise ValidationError(
                    {"number": _("Write a number that ends in digits to count from.")}
                ) from error
            if any(len(number) > LONGEST for _key, number in data["numbers"]):
                raise ValidationError({"number": _("The numbers become too long. Write a shorter one.")})
        return data

    def _numbers(self, how: str, first: str) -> list[tuple[int, str]]:
        keys = [case.pk for case in self.cases]
        if how == SAME:
            return [(key, first) for key in keys]
        return list(zip(keys, islice(counting_from(first), len(keys)), strict=True))


class RoundDiaryView(RoundView, View):
    """All cases of a round that have no number, at once."""

    template_name = "stipend_portal/review/round_diary.html"

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Diary numbers")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a round that is not for this person, 403 for one in which she numbers nothing."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed:
            crumbs = self.crumbs()
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY), crumbs=crumbs)

    @cached_property
    def cases(self) -> list[Application]:
        """Those without a number, in the order they came in."""
        if not NUMBERERS & self.roles:
            raise NotAllowed
        return without_diary_number(self.round, self.request.user)

    def show(self, form: RoundDiaryForm, status: int = 200) -> HttpResponse:
        """The form, and how many cases it is about."""
        shown, number = self.cases[:SHOWN], len(self.cases)
        context = self.get_context_data(form=form, cases=shown, number=number, more=number - len(shown))
        return self.render_to_response(context, status=status)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(RoundDiaryForm(cases=self.cases))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Number them, and say how many."""
        form = RoundDiaryForm(request.POST, cases=self.cases)
        if not form.is_valid():
            return self.show(form, status=422)
        numbers = form.cleaned_data["numbers"]
        done = write_diary_numbers(round=self.round, actor=request.user, numbers=numbers)
        words = ngettext("%(number)d case is numbered.", "%(number)d cases are numbered.", done)
        messages.success(request, words % {"number": done})
        if odd := unusual_words(form.cleaned_data["number"]):
            messages.warning(request, odd)
        return redirect("rounds:round", self.round.pk)
