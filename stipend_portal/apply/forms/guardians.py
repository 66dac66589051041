"""Page: your guardians. Only for those under eighteen."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.apply.forms.base import StepForm
from stipend_portal.questions import GUARDIAN_COUNTS, GUARDIANS


def _name() -> forms.CharField:
    return forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _email() -> forms.EmailField:
    return forms.EmailField(
        max_length=254,  # what the column holds
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": gettext_lazy("Write an e-mail address like namn@example.org.")},
    )


class GuardiansForm(StepForm):
    """One guardian or two, each asked by her own mail."""

    section = GUARDIANS

    count = forms.ChoiceField(choices=GUARDIAN_COUNTS, widget=forms.RadioSelect)
    first_name = _name()
    first_email = _email()
    second_name = _name()
    second_email = _email()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get(self.add_prefix("count")) == "one":
            self.fields["second_name"].required = self.fields["second_email"].required = False

    def clean(self) -> dict[str, Any]:
        """Addresses apart from each other and from the applicant's; nothing left of a second guardian."""
        data = super().clean() or self.cleaned_data
        if data.get("count") == "one":
            data["second_name"] = data["second_email"] = ""
        first, second = (data.get(f"{which}_email", "").lower() for which in ("first", "second"))
        for which, address in (("first_email", first), ("second_email", second)):
            if address and address == self.applicant_email.lower():
                self.add_error(
                    which,
                    _("This is your own address. Write your guardian's, so that she or he gets the link."),
                )
        if first and first == second:
            self.add_error(
                "second_email",
                _("The two guardians need an address each, so that each can answer."),
            )
        return data
