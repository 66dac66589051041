"""Pages: who decides about you, and how we reach them. Only for those under eighteen."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.apply.forms.base import StepForm, long_text
from stipend_portal.questions import CUSTODY, GUARDIANS
from stipend_portal.questions.choices import ASKED_OF_GUARDIANS, SITUATIONS, TWO


def _name() -> forms.CharField:
    return forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _email() -> forms.EmailField:
    return forms.EmailField(
        max_length=254,  # what the column holds
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": gettext_lazy("Write an e-mail address like namn@example.org.")},
    )


class CustodyForm(StepForm):
    """Which guardians there are."""

    section = CUSTODY

    situation = forms.ChoiceField(choices=SITUATIONS, widget=forms.RadioSelect)


class GuardiansForm(StepForm):
    """What the situation asks for: one guardian or two, each with an address, or a way to reach the youth.

    `group` are the addresses of others in the group who cannot be changed along with this page: none of
    them can answer in a guardian's place.
    """

    section = GUARDIANS

    first_name = _name()
    first_email = _email()
    second_name = _name()
    second_email = _email()
    missing_name = _name()
    missing_reason = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    safe_contact = forms.CharField(max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    private_reason = long_text(required=False)

    def __init__(self, *args: Any, group: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = {email.casefold() for email in group}
        self.situation = self.answered(CUSTODY).get("situation", TWO)
        for name in [name for name in self.fields if name not in ASKED_OF_GUARDIANS[self.situation]]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Addresses apart from each other, from the applicant's and from those who come along."""
        data = super().clean() or self.cleaned_data
        first, second = (data.get(f"{which}_email", "").lower() for which in ("first", "second"))
        for which, address in (("first_email", first), ("second_email", second)):
            if address and address == self.applicant_email.lower():
                self.add_error(
                    which,
                    _("This is your own address. Write your guardian's, so that she or he gets the link."),
                )
            elif address.casefold() in self.group:
                self.add_error(
                    which, _("This is the address of someone else in the group. Write your guardian's own.")
                )
        if first and first == second:
            self.add_error(
                "second_email",
                _("The two guardians need an address each, so that each can answer."),
            )
        return data
