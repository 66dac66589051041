"""The form in which anyone may propose something to do together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from home.accounts.forms import TRAP
from home.rendering import HouseRenderer
from partners.models import PartnershipProposal

Proposer = PartnershipProposal.Proposer

EMAIL_WRONG = gettext_lazy("Write an e-mail address like namn@example.org.")


class ProposalForm(forms.ModelForm):
    """Who you are, what you want to do, where and when. Nobody needs an account."""

    default_renderer = HouseRenderer()
    use_required_attribute = False

    proposer = forms.ChoiceField(
        label=gettext_lazy("Who are you?"),
        choices=Proposer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who you are.")},
    )

    class Meta:
        model = PartnershipProposal
        fields = ["proposer", "organisation", "contact_name", "email", "where", "idea", "when"]
        labels = {
            "organisation": gettext_lazy("What is your organisation called?"),
            "contact_name": gettext_lazy("Whom shall we ask for?"),
            "email": gettext_lazy("E-mail address"),
            "where": gettext_lazy("Where do you want to do it, or with which town?"),
            "idea": gettext_lazy("What do you want to do?"),
            "when": gettext_lazy("When?"),
        }
        help_texts = {
            "organisation": gettext_lazy("You may leave this out if you write for yourself."),
            "contact_name": gettext_lazy("A first name is enough."),
            "email": gettext_lazy("We answer to it, and use it for nothing else."),
            "where": gettext_lazy(
                "A town, a region or a country. Write that you do not know, if you do not."
            ),
            "idea": gettext_lazy(
                "What it is about, for whom, and what you want from Åmål. At most 3,000 characters."
            ),
            "when": gettext_lazy("In words, such as next autumn."),
        }
        widgets = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "idea": forms.Textarea(attrs={"rows": 8, "data-maxlength": 3000}),
        }
        error_messages = {
            "organisation": {"required": gettext_lazy("Write what your organisation is called.")},
            "contact_name": {"required": gettext_lazy("Write whom we shall ask for.")},
            "email": {"required": gettext_lazy("Write your e-mail address."), "invalid": EMAIL_WRONG},
            "where": {"required": gettext_lazy("Write where, or that you do not know.")},
            "idea": {"required": gettext_lazy("Write what you want to do.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only someone who writes for herself has no organisation.
        self.fields["organisation"].required = self.data.get("proposer") != Proposer.OTHER

    @property
    def is_trapped(self) -> bool:
        """Whether the box that nobody sees was filled in: a machine did it."""
        return bool(self.data.get(TRAP))
