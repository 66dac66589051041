"""What the list can be asked for, as a form of plain values: filters, words and order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stipend_portal.case_filters.ages import bands_for
from stipend_portal.case_filters.completeness import Guardians
from stipend_portal.case_filters.flags import Flag
from stipend_portal.formats import Choices, Text
from stipend_portal.phases import Phase
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import LABELS
from stipend_portal.states import State

ME, NOBODY = "me", "nobody"

# What tells of more than finance may read; in the rounds of which she reads a part these find nothing.
TELLS_MORE = ("handler", "complete", "guardians", "age", "school", "flag")


class Complete(TextChoices):
    """Whether anybody is waited for."""

    YES = "yes", _("Complete")
    NO = "no", _("Not complete")


# Fields whose alternatives depend neither on the person nor on her rounds.
THE_SAME_FOR_ALL = frozenset({"state", "phase", "complete", "guardians", "flag", "ordering"})


@dataclass(frozen=True)
class Option:
    """One alternative of a field."""

    value: str
    label: Text
    chosen: bool


@dataclass(frozen=True)
class ShownField:
    """A field as the template draws it: writing ten selects through Django's widgets takes longer than the list."""

    name: str
    label: Text
    value: str
    options: list[Option]
    several: bool
    drawn: SafeString
    suggestions: list[str]


def drawn(name: str, options: Iterable[Option], *, several: bool) -> SafeString:
    """The alternatives of a field, of a select or as boxes to tick."""
    box = '<label><input type="checkbox" name="{3}" value="{0}"{1}> {2}</label>'
    mark = SafeString(" checked" if several else " selected")
    return format_html_join(
        "\n",
        box if several else '<option value="{0}"{1}>{2}</option>',
        ((option.value, mark if option.chosen else "", str(option.label), name) for option in options),
    )


def _words(label: Text) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=60)


def _one_of(label: Text, choices: Iterable[tuple[Any, Any]] = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", _("All")), *choices])


class CaseListForm(forms.Form):
    """Nothing is required, and what is nonsense counts as not asked for."""

    q = _words(_("Reference, name, place, school or diary number"))
    state = _one_of(_("State"), State.choices)
    handler = _one_of(_("Handler"))
    round = _one_of(_("Round"))
    phase = _one_of(_("Phase of the round"), Phase.choices)
    complete = _one_of(_("Complete"), Complete.choices)
    guardians = _one_of(_("Guardians"), Guardians.choices)
    destination = _words(_("Going to"))
    age = _one_of(_("Age"))
    school = _words(_("School"))
    flag = forms.MultipleChoiceField(label=_("Only those with"), required=False, choices=Flag.choices)
    ordering = forms.ChoiceField(label=_("Order"), required=False, choices=list(LABELS.items()))

    def __init__(self, data: Any, *, desk: Desk) -> None:
        super().__init__(data)
        if not desk.whole:
            for name in TELLS_MORE:
                del self.fields[name]
        self._offer("handler", self._handlers(desk))
        self._offer("age", [(band.key, band.label) for band in bands_for(desk.rounds.values())])
        self._offer("round", [(str(key), each.local_name) for key, each in desk.rounds.items()])
        if len(desk.rounds) < 2:
            del self.fields["round"], self.fields["phase"]
        self.full_clean()

    def _handlers(self, desk: Desk) -> Choices:
        me = [(ME, _("Me"))] if desk.handles else []
        others = [(str(key), name) for key, name in desk.officers.items() if key != desk.user.pk]
        return [*me, (NOBODY, _("Nobody")), *others]

    def _offer(self, name: str, choices: Choices) -> None:
        if name in self.fields:
            self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was asked for and makes sense, in the order of the form."""
        return {name: self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)}

    def shown(self, name: str, suggestions: Iterable[str] = ()) -> ShownField:
        """A field, ready to be drawn."""
        field = self.fields[name]
        value = self.cleaned_data.get(name, "")
        several = isinstance(field, forms.MultipleChoiceField)
        options = _options(field, frozenset([value] if isinstance(value, str) else value))
        if name in THE_SAME_FOR_ALL:
            html = _kept(name, get_language() or "", frozenset(o.value for o in options if o.chosen))
        else:
            html = drawn(name, options, several=several)
        return ShownField(
            name, field.label, "" if several else value, options, several, html, list(suggestions)
        )

    def label_of(self, name: str, value: str) -> str:
        """A chosen value in words."""
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))


def _options(field: forms.Field, chosen: frozenset[str]) -> list[Option]:
    return [Option(str(key), label, str(key) in chosen) for key, label in getattr(field, "choices", ())]


@lru_cache(maxsize=256)
def _kept(name: str, language: str, chosen: frozenset[str]) -> SafeString:
    """The alternatives of a field that offers everyone the same, drawn once for each language and choice."""
    field = CaseListForm.base_fields[name]
    several = isinstance(field, forms.MultipleChoiceField)
    return drawn(name, _options(field, chosen), several=several)
