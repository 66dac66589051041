"""Page: about you."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal import rules
from stipend_portal.apply.forms.base import StepForm
from stipend_portal.apply.forms.fields import DatePartsField, DatePartsWidget
from stipend_portal.models import Round
from stipend_portal.models.round import Residence
from stipend_portal.questions import ABOUT
from stipend_portal.questions.choices import CONNECTIONS

FOR_WHOM = {
    Residence.EITHER: gettext_lazy("The stipend is for those who live or go to school in Åmål municipality."),
    Residence.LIVES: gettext_lazy("The stipend is for those who live in Åmål municipality."),
    Residence.STUDIES: gettext_lazy("The stipend is for those who go to school in Åmål municipality."),
}
FOR_WHOM_IN_A_ROW = {
    Residence.LIVES: gettext_lazy("the stipend is for those who live in Åmål municipality."),
    Residence.STUDIES: gettext_lazy("the stipend is for those who go to school in Åmål municipality."),
}


def explain_age(birth_date: date, round: Round) -> str:
    """Why the applicant's age does not fit a round, with the days that matter; empty when it fits."""
    return _explain(
        birth_date,
        round,
        too_young=_(
            "The stipend is for those who are %(min)d to %(max)d years old on %(day)s. "
            "You turn %(min)d on %(turns)s."
        ),
        too_old=_(
            "The stipend is for those who are %(min)d to %(max)d years old on %(day)s. "
            "On that day you are %(age)d."
        ),
    )


def explain_age_of_another(birth_date: str, round: Round, today: date) -> str:
    """The same for someone else in the group, whose day of birth is an ISO date."""
    born = date.fromisoformat(birth_date)
    try:
        clean_birth_date(born, today)
    except ValidationError:
        return _("check the year of birth.")
    return _explain(
        born,
        round,
        too_young=_(
            "the stipend is for those who are %(min)d to %(max)d years old on %(day)s. "
            "This person turns %(min)d on %(turns)s."
        ),
        too_old=_(
            "the stipend is for those who are %(min)d to %(max)d years old on %(day)s. "
            "On that day this person is %(age)d."
        ),
    )


def _explain(birth_date: date, round: Round, *, too_young: str, too_old: str) -> str:
    verdict = rules.judge_age(birth_date, min_age=round.min_age, max_age=round.max_age, age_day=round.age_day)
    if verdict.fits:
        return ""
    return (too_young if verdict.too_young else too_old) % {
        "age": verdict.age,
        "min": round.min_age,
        "max": round.max_age,
        "day": date_format(round.age_day, "j F Y"),
        "turns": date_format(verdict.turns_minimum_on, "j F Y"),
    }


def explain_connection_of_another(connection: str, round: Round) -> str:
    """Why the link to Åmål of someone else in the group is not the one asked for; empty when it is."""
    fits = rules.fits_residence(connection, round.residence)
    return "" if fits else str(FOR_WHOM_IN_A_ROW[Residence(round.residence)])


def clean_birth_date(birth_date: date, today: date) -> date:
    """Refuse a birth date that cannot be true. Raises ValidationError."""
    if birth_date > today:
        raise ValidationError(_("The day you were born cannot be in the future. Check the year."))
    if rules.age_on(birth_date, today) > 120:
        raise ValidationError(_("Check the year you were born."))
    return birth_date


class AboutForm(StepForm):
    """Who applies."""

    section = ABOUT

    full_name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    birth_date = DatePartsField(widget=DatePartsWidget(birthday=True))
    connection = forms.ChoiceField(choices=CONNECTIONS, widget=forms.RadioSelect)
    phone = forms.CharField(
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "input--medium"}),
    )

    school = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean_birth_date(self) -> date:
        """A possible day, and an age that fits the round."""
        birth_date = clean_birth_date(self.cleaned_data["birth_date"], self.today)
        problem = explain_age(birth_date, self.round)
        if problem:
            raise ValidationError(
                _("%(problem)s If this is wrong, ask us: %(contact)s"),
                params={"problem": problem, "contact": self.round.contact},
            )
        return birth_date

    def clean_connection(self) -> str:
        """The link to Åmål that the round asks for."""
        connection: str = self.cleaned_data["connection"]
        if not rules.fits_residence(connection, self.round.residence):
            raise ValidationError(
                _("%(problem)s If this is wrong, ask us: %(contact)s"),
                params={
                    "problem": FOR_WHOM[Residence(self.round.residence)],
                    "contact": self.round.contact,
                },
            )
        return connection
