"""The form for a paper application: when it came, what it says, and how to reach the one who sent it."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.arrivals import arrived_at
from stipend_portal.models import Round
from stipend_portal.questions import (
    ATTACHMENTS,
    CUSTODY,
    GUARDIANS,
    MEMBERS,
    TOGETHER,
    TRIP,
    sections_for,
)
from stipend_portal.questions.choices import ALONE, GROUP, OTHER_PLACE
from stipend_portal.review.conflict_forms import ReviewForm
from stipend_portal.review.paper.checks import check_answers, is_minor
from stipend_portal.review.paper.fields import AS_IT_IS, ScansField, field_for, without_maxlength
from stipend_portal.review.paper.rows import Table, make_table
from stipend_portal.services.paper import Sender

# What an application cannot be without: the lists and the rules count with it.
NEEDED = frozenset({"full_name", "birth_date", "destination", "departure", "amount"})
# How many rows there is room for; the others of a group as many as the stipend allows.
ROOM = {"rows": 10, "stops": 3, "quotes": 2, "other_funding": 3}


class PaperForm(ReviewForm):
    """Everything that an application holds. What the paper does not say may be left empty, but for a little."""

    use_required_attribute = False

    arrival = forms.DateField(
        label=gettext_lazy("Day it came to the municipality"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy(
            "The day it reached us by post, by hand or in a letter box, not the day you write it in here."
        ),
        error_messages={
            "required": gettext_lazy("Write the day it came."),
            "invalid": gettext_lazy("Write the day as year-month-day, for example 2027-03-15."),
        },
    )
    arrival_time = forms.TimeField(
        label=gettext_lazy("Time, if someone noted it"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Left empty, the whole of the day on which the round closes is in time."),
        error_messages={"invalid": gettext_lazy("Write the time with four numbers, for example 15:30.")},
    )
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

    def __init__(
        self,
        *args: Any,
        round: Round,
        towns: list[tuple[str, str]],
        now: datetime,
        too_large: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.now, self.towns = round, now, dict(towns)
        self.sections = sections_for(round.programme)
        self.tables: list[Table] = []
        self.fields["scans"].too_large = too_large or []
        for section in self.sections:
            for question in section.questions:
                if section.key not in {TOGETHER.key, ATTACHMENTS.key}:
                    self._ask(section.key, question)
        places = [("", _("Choose a place")), *towns, (OTHER_PLACE, _("Another place"))]
        self.fields["trip-destination"] = forms.ChoiceField(
            label=TRIP["destination"].label,
            choices=places,
            error_messages={"required": TRIP["destination"].missing},
        )
        if not self._is_early():
            del self.fields["early"]
        without_maxlength(self.fields)

    def _ask(self, section: str, question: Any) -> None:
        if not question.columns:
            self.fields[f"{section}-{question.name}"] = field_for(
                question, required=question.name in NEEDED and section != MEMBERS.key
            )
            return
        is_group = section == MEMBERS.key
        shown = self.round.programme.largest_group - 1 if is_group else ROOM[question.name]
        data = self.data if self.is_bound else None
        folded = is_group or question.name == "stops"
        self.tables.append(make_table(section, question, data, shown=shown, folded=folded))

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

    @cached_property
    def today(self) -> date:
        """The day it is in Sweden."""
        return timezone.localdate(self.now)

    def answered(self, section: str, name: str) -> Any:
        """The checked answer to a question; None where it is wrong or not asked."""
        return self.cleaned_data.get(f"{section}-{name}")

    def rows_of(self, section: str, name: str) -> list[dict[str, Any]]:
        """The checked rows of a question; none where they are wrong or not asked."""
        for table in self.tables:
            if (table.section, table.asked.name) == (section, name) and table.rows.is_valid():
                return table.rows.written
        return []

    def clean(self) -> dict[str, Any]:
        """What must fit together."""
        data = super().clean() or self.cleaned_data
        check_answers(self)
        return data

    def is_valid(self) -> bool:
        """Whether both the questions and all rows are right."""
        right = super().is_valid()
        # After the questions, which are held against the rows.
        return right and all(table.rows.is_valid() for table in self.tables)

    @property
    def received_at(self) -> datetime:
        """When it came in, from the day and the time that were written."""
        return arrived_at(
            self.cleaned_data["arrival"],
            self.cleaned_data.get("arrival_time"),
            closes_at=self.round.closes_at,
            now=self.now,
            zone=timezone.get_default_timezone(),
        )

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

    def answers(self) -> dict[str, dict[str, Any]]:
        """The checked answers as JSON values by section, in the form of an application that was sent in."""
        found: dict[str, dict[str, Any]] = {}
        for name, value in self.cleaned_data.items():
            section, dash, question = name.partition("-")
            if dash:
                found.setdefault(section, {})[question] = _as_json(value)
        for table in self.tables:
            rows = [{name: _as_json(cell) for name, cell in row.items()} for row in table.rows.written]
            found.setdefault(table.section, {})[table.asked.name] = rows
        return self._as_sent(found)

    def _as_sent(self, found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The answers without the pages that do not concern this applicant, and with the place in words."""
        trip = found[TRIP.key]
        place, other = trip["destination"], trip.pop("other_place")
        trip["partner_town"] = place if place in self.towns else ""
        trip["destination"] = self.towns.get(place, other)
        if not is_minor(self):
            del found[CUSTODY.key], found[GUARDIANS.key]
        is_group = bool(found.get(MEMBERS.key, {}).get("rows"))
        if not is_group:
            found.pop(MEMBERS.key, None)
        if any(section.key == TOGETHER.key for section in self.sections):
            found[TOGETHER.key] = {"how": GROUP if is_group else ALONE}
        return found


def _as_json(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
