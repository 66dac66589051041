"""A form for papers as it is shown: in parts, each with what to know, and its errors in one list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.questions import ABOUT, BUDGET, CUSTODY, GUARDIANS, MEMBERS, TRIP, WHY
from stipend_portal.review.paper.answers_form import AnswersForm
from stipend_portal.review.paper.rows import Table

CAME, REACH, CONFLICT = "came", "reach", "conflict"

INTROS: Mapping[str, Promise | str] = {
    ABOUT.key: gettext_lazy(
        "Leave empty what the paper does not say, but for the name and the day of birth."
    ),
    CUSTODY.key: gettext_lazy("Only for those under 18. Leave it empty for everyone else."),
    GUARDIANS.key: gettext_lazy(
        "A guardian with an e-mail address gets a link and answers there. For one without, record the answer "
        "on paper on the case page."
    ),
    MEMBERS.key: gettext_lazy(
        "Only for groups. Each of the others is asked by e-mail, so an address is needed for each."
    ),
    TRIP.key: gettext_lazy("The place and the day they leave are needed."),
    BUDGET.key: gettext_lazy("Only what is applied for is needed. Empty rows are left out."),
    WHY.key: "",
}
# Where the order is not that in which the form has its fields.
FIELDS: Mapping[str, Sequence[str]] = {
    CAME: ("arrival", "arrival_time", "early", "scans", "about", "note"),
    REACH: ("contact_email", "postal_address", "language", "protected"),
    TRIP.key: (
        "trip-purpose",
        "trip-destination",
        "trip-other_place",
        "trip-departure",
        "trip-homecoming",
        "trip-host",
        "trip-plan",
    ),
    CONFLICT: ("no_conflict",),
}


@dataclass(frozen=True)
class Part:
    """One part of the form: a heading, what to know, fields and tables."""

    key: str
    title: str
    intro: str
    fields: list[forms.BoundField]
    tables: list[Table]


def parts_of(form: AnswersForm) -> Iterator[Part]:
    """The form for a paper application, from top to bottom."""
    yield part(form, CAME, _("When it came"))
    for section in form.sections:
        if section.key in INTROS:
            yield part(form, section.key, str(section.title), INTROS[section.key])
        if section.key == ABOUT.key:
            yield part(form, REACH, _("How to reach the applicant"))
    yield part(form, CONFLICT, _("Jäv"))


def part(
    form: AnswersForm, key: str, title: str, intro: Promise | str = "", names: Sequence[str] = ()
) -> Part:
    """The fields and tables of one part; `names` where they are not told by its key."""
    names = names or FIELDS.get(key) or [name for name in form.fields if name.startswith(f"{key}-")]
    return Part(
        key,
        title,
        str(intro),
        [form[name] for name in names if name in form.fields],
        [table for table in form.tables if table.section == key],
    )


def errors_of(form: AnswersForm, parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Every error as (id of the input to mend, or nothing, and the words), in the order of the form."""
    if not form.is_bound:
        return []
    found = [("", str(error)) for error in form.non_field_errors()]
    for each in parts:
        for field in each.fields:
            first = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
            found += [(first, str(error)) for error in field.errors]
        for table in each.tables:
            found += _errors_in(table)
    return found


def _errors_in(table: Table) -> list[tuple[str, str]]:
    found = [("", str(error)) for error in table.rows.non_form_errors()]
    for number, row in enumerate(table.rows.forms, start=1):
        for name, errors in row.errors.items():
            values: dict[str, Any] = {"table": table.asked.label, "number": number}
            words = _("%(table)s Row %(number)d: %(problem)s") % {**values, "problem": " ".join(errors)}
            found.append((row[name].auto_id, words))
    return found
