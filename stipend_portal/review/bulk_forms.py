"""What is filled in on the confirm pages of acts on many cases, and how each act is then done to one case."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.models import User
from stipend_portal.models import Application, ApplicationVersion
from stipend_portal.questions import SECTIONS, sections_for
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.review.supplement import AskForMoreForm
from stipend_portal.services.assignment import set_handler
from stipend_portal.services.diary import write_diary_number
from stipend_portal.services.supplement_request import request_supplement

NOBODY = "nobody"

Doer = Callable[[Application], None]


class CannotBeDone(Exception):
    """Why what was filled in does not fit one case; nothing of it was changed."""


class BulkForm(Protocol):
    """A form that knows how to do its act to a case."""

    def is_valid(self) -> bool:
        """Whether it is filled in."""

    def doer(self, actor: User) -> Doer:
        """What does the act to one case; call it when the form is valid."""


class HandlerForm(ReviewForm):
    """Who is to handle the cases."""

    person = forms.ChoiceField(
        label=gettext_lazy("Handler"),
        help_text=gettext_lazy(
            "Someone who has jäv in a case, or has not answered about it, cannot handle it; such cases are told of "
            "afterwards and left as they are."
        ),
        error_messages={"required": gettext_lazy("Choose a handler.")},
    )

    def __init__(self, data: QueryDict | None, *, desk: Desk, cases: list[Application]) -> None:
        super().__init__(data)
        officers = [(str(key), name) for key, name in desk.officers.items()]
        self.fields["person"].choices = [("", "–"), *officers, (NOBODY, _("Nobody"))]  # type: ignore[attr-defined]

    def doer(self, actor: User) -> Doer:
        """Give a case to the chosen person."""
        chosen = self.cleaned_data["person"]
        person = None if chosen == NOBODY else User.objects.get(pk=chosen)
        return lambda case: set_handler(application=case, actor=actor, person=person)


def pages_of(cases: Iterable[Application]) -> Mapping[int, set[str]]:
    """The keys of the pages that each case's applicant can be asked to change, as on the case's own page."""
    cases = list(cases)
    newest = ApplicationVersion.objects.filter(application__in=cases).order_by("number")
    answered = {version.application_id: set(version.answers) | {"attachments"} for version in newest}
    asked = {
        programme.pk: {section.key for section in sections_for(programme)}
        for programme in {case.round.programme for case in cases}
    }
    return {case.pk: asked[case.round.programme_id] & answered[case.pk] for case in cases}


class AskManyForm(AskForMoreForm):
    """The same request to many applicants."""

    def __init__(self, data: QueryDict | None, *, desk: Desk, cases: list[Application]) -> None:
        super().__init__(data, case=cases[0])
        self.pages = pages_of(cases)
        # Those who read different languages get the same text, so ready words are put in in each of them.
        self.languages = sorted({case.language for case in cases}, reverse=True)
        known = set().union(*self.pages.values())
        self.fields["sections"].choices = [  # type: ignore[attr-defined]
            (section.key, section.title) for section in SECTIONS if section.key in known
        ]

    def doer(self, actor: User) -> Doer:
        """Ask one applicant for the pages that she has."""
        data = self.cleaned_data

        def do(case: Application) -> None:
            sections = self.pages[case.pk] & set(data["sections"])
            if not sections:
                raise CannotBeDone(_("It has none of these pages."))
            request_supplement(
                application=case, actor=actor, sections=sections, message=data["message"], due=data["due"]
            )

        return do


class DiaryForm(ReviewForm):
    """One number for each case."""

    def __init__(self, data: QueryDict | None, *, desk: Desk, cases: list[Application]) -> None:
        super().__init__(data)
        longest = Application._meta.get_field("diary_number").max_length
        for case in cases:
            self.fields[f"number-{case.pk}"] = forms.CharField(
                label=_("Diary number of %(reference)s") % {"reference": case.reference},
                required=False,
                max_length=longest,
                initial=case.diary_number,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def doer(self, actor: User) -> Doer:
        """Write one case's number."""
        data: dict[str, Any] = self.cleaned_data

        def do(case: Application) -> None:
            number = data.get(f"number-{case.pk}", "")
            if not number:
                raise CannotBeDone(_("No number was written."))
            write_diary_number(application=case, actor=actor, number=number)

        return do


FORMS = {"handler": HandlerForm, "supplement": AskManyForm, "diary": DiaryForm}
