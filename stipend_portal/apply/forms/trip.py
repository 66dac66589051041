"""Page: the trip."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.apply.forms.base import StepForm, long_text
from stipend_portal.apply.forms.fields import DatePartsField
from stipend_portal.apply.forms.rows import RowsField
from stipend_portal.questions import TRIP
from stipend_portal.questions.choices import OTHER_PLACE, PURPOSES

# A trip further off than this is a slip in the year.
MOST_YEARS_AHEAD = 5


class TripForm(StepForm):
    """Where, when and what for. `towns` are the partner towns as (key, "Türi, Estland")."""

    section = TRIP

    purpose = forms.ChoiceField(choices=PURPOSES, widget=forms.RadioSelect)
    destination = forms.ChoiceField(widget=forms.RadioSelect)
    other_place = forms.CharField(max_length=200)
    departure = DatePartsField()
    homecoming = DatePartsField()
    stops = RowsField(required=False)
    host = long_text()
    plan = long_text()

    def __init__(self, *args: Any, towns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town_names = dict(towns)
        choices = [*towns, (OTHER_PLACE, gettext_lazy("Another place"))]
        self.fields["destination"].choices = choices  # type: ignore[attr-defined]
        if self.is_bound and self.data.get(self.add_prefix("destination")) in self.town_names:
            self.fields["other_place"].required = False

    def clean_departure(self) -> date:
        """A day that has not passed long ago and is not far off by mistake."""
        return self._plausible(self.cleaned_data["departure"])

    def clean_homecoming(self) -> date:
        """As the departure."""
        return self._plausible(self.cleaned_data["homecoming"])

    def _plausible(self, day: date) -> date:
        if not self.today.year - 1 <= day.year <= self.today.year + MOST_YEARS_AHEAD:
            raise ValidationError(_("Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Home after leaving."""
        data = super().clean() or self.cleaned_data
        departure, homecoming = data.get("departure"), data.get("homecoming")
        if departure and homecoming and homecoming < departure:
            self.add_error("homecoming", _("You cannot come home before you leave. Check the two days."))
        return data

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, list[str]]:
        """The place as it was chosen: one of the towns, or another one in words."""
        town = answers.get("partner_town")
        place = {"destination": town or OTHER_PLACE, "other_place": "" if town else answers["destination"]}
        return super().typed({**answers, **place})

    def answers(self) -> dict[str, Any]:
        """The place as words, so that the answer reads the same when towns have changed."""
        answers = super().answers()
        place, other = answers["destination"], answers.pop("other_place")
        answers["partner_town"] = place if place in self.town_names else ""
        answers["destination"] = self.town_names.get(place, other)
        return answers
