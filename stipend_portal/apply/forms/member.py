"""The form of a group member's own page: why she says no."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.rendering import HouseRenderer
from stipend_portal.apply.forms.base import TOO_LONG

LONGEST_REASON = 1000


class DeclineForm(forms.Form):
    """A few words about why, if she wants to."""

    default_renderer = HouseRenderer()
    use_required_attribute = False

    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label=gettext_lazy("Do you want to tell why?"),
        widget=forms.Textarea(attrs={"rows": 4, "data-maxlength": LONGEST_REASON}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, contact_person: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.help_text = _(
            "You need not. If something about you is wrong, write what. %(name)s and those at the "
            "municipality who handle the application can read it."
        ) % {"name": escape(contact_person)}  # help texts may hold markup, names may not
        # The browser must not cut off what someone pastes: the server says what is too long.
        field.widget.attrs.pop("maxlength", None)
