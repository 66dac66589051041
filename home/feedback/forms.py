"""What readers fill in."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.models import AccessibilityReport
from home.rendering import HouseRenderer
from home.security.log_filter import SECRET_PATH

# The name of a box that people do not see and are told to leave empty (components/trap.html).
TRAP = "comment"
LONGEST_REPORT = 4000
LONGEST_MISSED = 500


def page_of_ours(address: str, request: HttpRequest) -> str:
    """The path of an address on this site, without what stands after a question mark; empty for any other.

    An address that is a key to somebody's page loses the key.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    elsewhere = parts.netloc and parts.netloc != request.get_host()
    if elsewhere or parts.scheme not in ("", "http", "https") or not parts.path.startswith("/"):
        return ""
    return SECRET_PATH.sub(r"\1…", parts.path) if parts.path.isprintable() else ""


class _AnonymousForm(forms.Form):
    """A form that anybody may fill in."""

    default_renderer = HouseRenderer()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser must not cut off what someone pastes: the server says what is too long.
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    @property
    def is_trapped(self) -> bool:
        """Whether the box that nobody sees was filled in: a machine did it."""
        return bool(self.data.get(TRAP))


class ReportForm(_AnonymousForm):
    """Something that does not work, or is needed in another form."""

    kind = forms.ChoiceField(
        label=_("What do you want to tell us?"),
        choices=AccessibilityReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you want to tell us."),
            "invalid_choice": _("Choose what you want to tell us."),
        },
    )
    text = forms.CharField(
        label=_("Tell us more"),
        help_text=_("What did you try to do, and what happened? Or what do you need, and in which form?"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 6, "data-maxlength": LONGEST_REPORT}),
        error_messages={
            "required": _("Write what did not work, or what you need."),
            "max_length": _("Write at most 4,000 characters."),
        },
    )
    page = forms.CharField(
        label=_("Which page is it about?"),
        help_text=_("Its address, or what it is called."),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Write at most 300 characters.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("If you want an answer. We use it for nothing else."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Write an e-mail address like namn@example.org.")},
    )
    wants_answer = forms.BooleanField(label=_("I want an answer by e-mail"), required=False)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_page(self) -> str:
        """The path, where an address of ours was written; otherwise the words, without any key in them."""
        words = self.cleaned_data["page"]
        return page_of_ours(words, self.request) or SECRET_PATH.sub(r"\1…", words)

    def clean(self) -> dict[str, Any]:
        """An answer needs somewhere to go; an address that no answer was asked for is not kept."""
        cleaned = super().clean()
        if cleaned.get("wants_answer") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write your e-mail address, or untick that you want an answer."))
        return cleaned


class MissedForm(_AnonymousForm):
    """What a reader missed on a page."""

    text = forms.CharField(
        label=_("What did you miss?"),
        help_text=_("Write nothing about yourself or others: no names, no addresses. We cannot answer here."),
        max_length=LONGEST_MISSED,
        widget=forms.Textarea(attrs={"rows": 4, "data-maxlength": LONGEST_MISSED}),
        error_messages={
            "required": _("Write what you missed, or go back to the page."),
            "max_length": _("Write at most 500 characters."),
        },
    )
