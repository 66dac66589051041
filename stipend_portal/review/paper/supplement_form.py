"""The form for an answer to a request for supplement that came on paper."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal import rules
from stipend_portal.models import Application, SupplementRequest
from stipend_portal.questions import ATTACHMENTS, CUSTODY, GUARDIANS, opened_with, sections_for
from stipend_portal.review.paper.answers_form import AnswersForm
from stipend_portal.review.paper.fields import ScansField, text_input, without_maxlength
from stipend_portal.review.paper.parts import CAME, INTROS, Part, part
from stipend_portal.services.files import MOST_TOGETHER
from stipend_portal.services.paper_scans import MOST_SCANS, Scan
from stipend_portal.services.paper_supplement import opened_on_paper
from stipend_portal.services.supplement import members_who_stay
from stipend_portal.uploads.limits import MEGABYTE
from stipend_portal.uploads.refusal import Reason, Refused

# How many further kinds of papers there is room for where attachments were asked for.
KINDS = range(1, 4)
MORE = "more"
LONGEST_ABOUT = 200
SENT_BEFORE = gettext_lazy("This is what was sent before. Change only what the paper changes.")


def _scans(label: Any, help_text: Any = "") -> ScansField:
    return ScansField(label=label, help_text=help_text, required=False)


def _about(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_ABOUT,
        widget=text_input("review-wide"),
    )


class SupplementForm(AnswersForm):
    """When the answer came, the papers, and the pages that were asked for as they are from now on."""

    scans = _scans(
        gettext_lazy("The papers, scanned or photographed"),
        gettext_lazy(
            "PDF or pictures, one or more. They are added to the attachments, and everyone who reads the "
            "case can see them."
        ),
    )
    about = _about(
        gettext_lazy("What is it?"),
        gettext_lazy("For example “Quote for the train”. Left empty, it is called “The answer on paper”."),
    )
    note = forms.CharField(
        label=gettext_lazy("What came (need not be filled in)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For example which papers, and where they are kept. It is kept in the log, with your name."
        ),
    )

    def __init__(
        self,
        *args: Any,
        case: Application,
        asked: SupplementRequest,
        now: datetime,
        too_large: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.case, self.asked = case, asked
        opened = opened_on_paper(asked, case)
        sections = [each for each in sections_for(case.round.programme) if each.key in opened]
        before = {**asked.before.answers}
        if not rules.needs_guardians(
            case.birth_date, age_day=case.round.age_day, today=timezone.localdate(now)
        ):
            # Those of someone who has turned eighteen meanwhile: she decides alone.
            before.pop(CUSTODY.key, None)
            before.pop(GUARDIANS.key, None)
        super().__init__(*args, round=case.round, sections=sections, now=now, before=before, **kwargs)
        self.fields["scans"].too_large = too_large or []
        self.kinds = []
        if ATTACHMENTS.key in opened_with(asked.sections):
            self.kinds = list(KINDS)
        for number in self.kinds:
            values = {"number": number}
            self.fields[f"scans_{number}"] = _scans(_("More papers %(number)d: the files") % values)
            self.fields[f"about_{number}"] = _about(_("More papers %(number)d: what they are") % values)
        without_maxlength(self.fields)

    @property
    def closes_at(self) -> datetime:
        """The end of the last day to answer."""
        return datetime.combine(self.asked.due, time(23, 59), timezone.get_default_timezone())

    @property
    def taken(self) -> set[str]:
        """The addresses of the applicant, and of those in the group and at home who are not asked about."""
        guardians = {} if self.asks(GUARDIANS) else self.before.get(GUARDIANS.key, {})
        addresses = {self.case.email, *members_who_stay(self.asked)}
        addresses |= {guardians.get(f"{which}_email", "") for which in ("first", "second")}
        return {each.casefold() for each in addresses} - {""}

    def clean_arrival(self) -> date:
        """Not before the request: what came earlier answers nothing that was asked."""
        day: date = self.cleaned_data["arrival"]
        asked = timezone.localdate(self.asked.asked_at)
        if day < asked:
            raise ValidationError(
                _("We asked for more on %(day)s, and the answer came after that. Check the day.")
                % {"day": date_format(asked, "j F Y")}
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Also the files together."""
        data = super().clean()
        names = ["scans", *(f"scans_{number}" for number in self.kinds)]
        files = [file for name in names for file in data.get(name, [])]
        if not files and not any(name in self.errors for name in names):
            self.add_error("scans", _("Choose at least one file with the scanned paper."))
        elif len(files) > MOST_SCANS:
            self.add_error("scans", str(Refused(Reason.TOO_MANY, most=MOST_SCANS)))
        elif sum(file.size for file in files) > MOST_TOGETHER:
            self.add_error("scans", str(Refused(Reason.TOO_MUCH, megabytes=MOST_TOGETHER // MEGABYTE)))
        for number in self.kinds:
            name = f"scans_{number}"
            if data.get(f"about_{number}") and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose the files too, or empty what they are."))
        return data

    def scanned(self) -> list[Scan]:
        """The files, each with what it is, in the applicant's language where nobody has written it."""
        with translation.override(self.case.language):
            usual = _("The answer on paper")
        data = self.cleaned_data
        found = [Scan(file, data["about"] or usual) for file in data["scans"]]
        for number in self.kinds:
            about = data[f"about_{number}"] or usual
            found += [Scan(file, about) for file in data[f"scans_{number}"]]
        return found

    def parts(self) -> Iterator[Part]:
        """The form from top to bottom."""
        yield part(self, CAME, _("What came, and when"))
        if self.kinds:
            names = [f"{name}_{number}" for number in self.kinds for name in ("scans", "about")]
            intro = _(
                "Only if different papers came that should be told apart, such as two quotes and an "
                "invitation. Put the files of each kind by themselves."
            )
            yield part(self, MORE, _("More papers"), intro, names)
        for section in self.sections:
            intro = SENT_BEFORE if section.key in self.before else INTROS.get(section.key, "")
            shown = part(self, section.key, str(section.title), intro)
            if shown.fields or shown.tables:
                yield shown
