"""What an event of a round tells beside its kind and its reason, in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stipend_portal.formats import as_kronor
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.phases import Phase
from stipend_portal.review.case_list_form import CaseListForm
from stipend_portal.services.sharing_out import How
from stipend_portal.states import Role

Data = Mapping[str, Any]

# How a proposal for the money was saved.
SAVED = {
    "made": gettext_lazy("Made."),
    "copied": gettext_lazy("Made as a copy of “%(source)s”."),
    "deleted": gettext_lazy("Thrown away."),
    "ordered": gettext_lazy("The order of cases with the same mean was changed."),
    "up_to_date": gettext_lazy("Ranked anew from the assessments."),
}


def _people(rows: Iterable[list[str]]) -> str:
    return ", ".join(f"{name} ({Role(role).label})" for name, role in rows)


def _phase(data: Data) -> list[str]:
    return [
        _("From “%(before)s” to “%(after)s”.")
        % {"before": Phase(data["from"]).label, "after": Phase(data["to"]).label}
    ]


def _roles(data: Data) -> list[str]:
    found = []
    if data["added"]:
        found.append(_("Added: %(people)s.") % {"people": _people(data["added"])})
    if data["removed"]:
        found.append(_("Taken away: %(people)s.") % {"people": _people(data["removed"])})
    return found


def _created(data: Data) -> list[str]:
    people = _people(data["people"])
    return [_("Who works with it: %(people)s.") % {"people": people}] if people else []


def _copied(data: Data) -> list[str]:
    return [_("From the round “%(name)s”.") % data]


def _letters(data: Data) -> list[str]:
    number = data["number"]
    return [ngettext("%(number)d letter.", "%(number)d letters.", number) % {"number": number}]


def _exported(data: Data) -> list[str]:
    number = data["rows"]
    told = [ngettext("%(number)d case.", "%(number)d cases.", number) % {"number": number}]
    if data["filters"]:
        labels = (str(CaseListForm.base_fields[name].label) for name in data["filters"])
        told.append(_("Narrowed down by: %(filters)s.") % {"filters": "; ".join(labels)})
    return told


def _assessors(data: Data) -> list[str]:
    each = data["each"]
    how = str(How(data["how"]).label)
    if each:
        how = ngettext(
            "Evenly: %(number)d board member for each case.",
            "Evenly: %(number)d board members for each case.",
            each,
        ) % {"number": each}
    made, gone = data["assigned"], data["taken_off"]
    come = ngettext("%(number)d assignment made.", "%(number)d assignments made.", made) % {"number": made}
    left = ngettext("%(number)d assignment taken away.", "%(number)d assignments taken away.", gone)
    return [how, *([come] if made else []), *([left % {"number": gone}] if gone else [])]


def _plan(data: Data) -> list[str]:
    named = [_("“%(name)s”.") % {"name": data["plan"]}] if data.get("plan") else []
    saved = SAVED.get(data.get("act", ""))
    return [*named, str(saved) % data] if saved else named


def _adopted(data: Data) -> list[str]:
    cases = data["cases"]
    told = ngettext(
        "%(cases)d case above the line, %(total)s in all.",
        "%(cases)d cases above the line, %(total)s in all.",
        cases,
    )
    return [*_plan(data), told % {"cases": cases, "total": as_kronor(data["total"])}]


# What else an event tells, by its kind.
DETAILS: Mapping[RoundEventKind, Callable[[Data], list[str]]] = {
    RoundEventKind.PHASE_CHANGED: _phase,
    RoundEventKind.ROLES_CHANGED: _roles,
    RoundEventKind.CREATED: _created,
    RoundEventKind.COPIED: _copied,
    RoundEventKind.LETTERS_RELEASED: _letters,
    RoundEventKind.EXPORTED: _exported,
    RoundEventKind.ASSESSORS_ASSIGNED: _assessors,
    RoundEventKind.PLAN_SAVED: _plan,
    RoundEventKind.PLAN_ADOPTED: _adopted,
    RoundEventKind.PLAN_TAKEN_BACK: _plan,
}
