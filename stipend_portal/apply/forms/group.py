"""Pages: alone or together, and who the others are."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stipend_portal.apply.forms.about import explain_age_of_another, explain_connection_of_another
from stipend_portal.apply.forms.base import StepForm
from stipend_portal.apply.forms.rows import RowsField, address, day, name, row_error
from stipend_portal.questions import GUARDIANS, MEMBERS, TOGETHER
from stipend_portal.questions.choices import TOGETHER_CHOICES


class TogetherForm(StepForm):
    """Alone or as a group."""

    section = TOGETHER

    how = forms.ChoiceField(choices=TOGETHER_CHOICES, widget=forms.RadioSelect)


class MembersForm(StepForm):
    """The others: each judged by the round's own rules, and each with an address of her own."""

    section = MEMBERS

    rows = RowsField({"name": name, "birth_date": day, "email": address}, shown=2)

    def clean_rows(self) -> list[dict[str, str]]:
        """Not too many; ages that fit; nobody's address twice, nor the applicant's or a guardian's."""
        rows = self.cleaned_data["rows"]
        most = self.programme.largest_group - 1
        if len(rows) > most:
            raise ValidationError(
                ngettext(
                    "The group may have at most %(most)d person beside you.",
                    "The group may have at most %(most)d people beside you.",
                    most,
                ),
                params={"most": most},
            )
        taken = {self.applicant_email.lower(): _("this is your own address. Write the other person's.")}
        guardians = self.answered(GUARDIANS)
        for which in ("first_email", "second_email"):
            if guardians.get(which):
                taken[guardians[which].lower()] = _(
                    "this is your guardian's address. Write the other person's own."
                )
        errors = []
        for number, row in enumerate(rows, start=1):
            problem = explain_age_of_another(row["birth_date"], self.round, self.today)
            if problem:
                errors.append(row_error(number, "birth_date", problem))
            elsewhere = explain_connection_of_another(row["connection"], self.round)
            if elsewhere:
                errors.append(row_error(number, "connection", elsewhere))
            email = row["email"].lower()
            if email in taken:
                errors.append(row_error(number, "email", taken[email]))
            taken[email] = _("two people have the same address. Each needs her own.")
        if errors:
            raise ValidationError(errors)
        return rows
