"""What both forms for papers have in common: the day it came, and the questions of an application."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.arrivals import arrived_at
from stipend_portal.models import Round
from stipend_portal.questions import (
    ABOUT,
    ATTACHMENTS,
    CUSTODY,
    GUARDIANS,
    MEMBERS,
    TOGETHER,
    TRIP,
    Question,
    Section,
)
from stipend_portal.questions.choices import ALONE, GROUP, OTHER_PLACE
from stipend_portal.review.paper.checks import check_answers, is_minor
from stipend_portal.review.paper.fields import field_for, without_maxlength
from stipend_portal.review.paper.rows import Table, make_table
from stipend_portal.review.review_form import ReviewForm

# What an application cannot be without: the lists and the rules count with it.
NEEDED = frozenset({"full_name", "birth_date", "destination", "departure", "amount"})
# How many rows there is room for; the others of a group as many as the stipend allows.
ROOM = {"rows": 10, "stops": 3, "quotes": 2, "other_funding": 3}

Answers = dict[str, dict[str, Any]]


class AnswersForm(ReviewForm):
    """The questions of some pages. What the paper does not say may be left empty, but for a little.

    `before` are the answers that were given earlier, which the pages are filled with; none for a new case.
    """

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
        error_messages={"invalid": gettext_lazy("Write the time with four numbers, for example 15:30.")},
    )

    def __init__(
        self,
        *args: Any,
        round: Round,
        sections: Sequence[Section],
        towns: list[tuple[str, str]],
        now: datetime,
        before: Mapping[str, Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.now, self.towns = round, now, dict(towns)
        self.sections, self.before = sections, before or {}
        self.tables: list[Table] = []
        for section in sections:
            for question in section.questions:
                if section.key not in {TOGETHER.key, ATTACHMENTS.key}:
                    self._ask(section.key, question)
        if self.asks(TRIP):
            self._ask_place(towns)
        without_maxlength(self.fields)

    def asks(self, section: Section) -> bool:
        """Whether the form has this page."""
        return any(each.key == section.key for each in self.sections)

    def _ask(self, section: str, question: Question) -> None:
        given = self.before.get(section, {}).get(question.name)
        if not question.columns:
            field = field_for(question, required=question.name in NEEDED and section != MEMBERS.key)
            field.initial = given
            self.fields[f"{section}-{question.name}"] = field
            return
        is_group = section == MEMBERS.key
        shown = self.round.programme.largest_group - 1 if is_group else ROOM[question.name]
        rows = given or []
        self.tables.append(
            make_table(
                section,
                question,
                self.data if self.is_bound else None,
                # Someone who wrote more on the site can add to it on paper too.
                shown=max(shown, len(rows) + (0 if is_group else 2)) if rows else shown,
                folded=is_group or question.name == "stops",
                given=rows,
            )
        )

    def _ask_place(self, towns: list[tuple[str, str]]) -> None:
        """The places to choose from, and the one that was chosen before."""
        places = [("", _("Choose a place")), *towns, (OTHER_PLACE, _("Another place"))]
        self.fields["trip-destination"] = forms.ChoiceField(
            label=TRIP["destination"].label,
            choices=places,
            error_messages={"required": TRIP["destination"].missing},
        )
        given = self.before.get(TRIP.key, {})
        if given.get("partner_town") in self.towns:
            self.fields["trip-destination"].initial = given["partner_town"]
        elif given:
            self.fields["trip-destination"].initial = OTHER_PLACE
            self.fields["trip-other_place"].initial = given["destination"]

    @cached_property
    def today(self) -> date:
        """The day it is in Sweden."""
        return timezone.localdate(self.now)

    @property
    def closes_at(self) -> datetime:
        """Until when it is in time."""
        raise NotImplementedError

    @property
    def taken(self) -> set[str]:
        """Addresses, in small letters, that none of those who are asked can have."""
        return set()

    @property
    def born(self) -> date | None:
        """The applicant's day of birth; None where it is wrong."""
        if self.asks(ABOUT):
            return self.answered(ABOUT.key, "birth_date")
        return date.fromisoformat(self.before[ABOUT.key]["birth_date"])

    @property
    def situation(self) -> str:
        """Who decides about the applicant; nothing where the paper does not say."""
        if self.asks(CUSTODY):
            return self.answered(CUSTODY.key, "situation") or ""
        return self.before.get(CUSTODY.key, {}).get("situation", "")

    def answered(self, section: str, name: str) -> Any:
        """The checked answer to a question; None where it is wrong or not asked."""
        return self.cleaned_data.get(f"{section}-{name}")

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
            closes_at=self.closes_at,
            now=self.now,
            zone=timezone.get_default_timezone(),
        )

    def answers(self) -> Answers:
        """The checked answers as JSON values by section, in the form of an application that was sent in."""
        found: Answers = {}
        for name, value in self.cleaned_data.items():
            section, dash, question = name.partition("-")
            if dash:
                found.setdefault(section, {})[question] = _as_json(value)
        for table in self.tables:
            rows = [{name: _as_json(cell) for name, cell in row.items()} for row in table.rows.written]
            found.setdefault(table.section, {})[table.asked.name] = rows
        return self._as_sent(found)

    def _as_sent(self, found: Answers) -> Answers:
        """The answers without the pages that do not concern this applicant, and with the place in words."""
        if self.asks(TRIP):
            self._name_place(found[TRIP.key])
        if not is_minor(self):
            found.pop(CUSTODY.key, None)
            found.pop(GUARDIANS.key, None)
        is_group = bool(found.get(MEMBERS.key, {}).get("rows"))
        if not is_group:
            found.pop(MEMBERS.key, None)
        if self.asks(TOGETHER):
            found[TOGETHER.key] = {"how": GROUP if is_group else ALONE}
        return found

    def _name_place(self, trip: dict[str, Any]) -> None:
        place, other = trip["destination"], trip.pop("other_place")
        given = self.before.get(TRIP.key, {})
        trip["partner_town"] = place if place in self.towns else ""
        # The same town stays as it was written, in the language it was written in.
        same = place in self.towns and place == given.get("partner_town")
        trip["destination"] = given["destination"] if same else self.towns.get(place, other)


def _as_json(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
