"""The check before anything is written: nothing of it is kept."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.rendering import HouseRenderer
from stipend_portal.apply.forms.about import clean_birth_date
from stipend_portal.apply.forms.fields import DatePartsField, DatePartsWidget
from stipend_portal.models import Round
from stipend_portal.models.round import Residence
from stipend_portal.questions import ABOUT

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
LINKED = {
    Residence.EITHER: _("Do you live or go to school in Åmål municipality?"),
    Residence.LIVES: _("Do you live in Åmål municipality?"),
    Residence.STUDIES: _("Do you go to school in Åmål municipality?"),
}


class EligibilityForm(forms.Form):
    """Three questions that tell whether it is worth going on."""

    default_renderer = HouseRenderer()
    use_required_attribute = False

    birth_date = DatePartsField(
        label=ABOUT["birth_date"].label,
        help_text=ABOUT["birth_date"].help_text,
        widget=DatePartsWidget(birthday=True),
        error_messages={"required": ABOUT["birth_date"].missing},
    )
    linked = forms.ChoiceField(
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Answer yes or no.")},
    )
    abroad = forms.ChoiceField(
        label=_("Is it for a trip to another country?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Answer yes or no.")},
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["linked"].label = LINKED[Residence(round.residence)]

    def clean_birth_date(self) -> date:
        """A possible day."""
        return clean_birth_date(self.cleaned_data["birth_date"], timezone.localdate())
