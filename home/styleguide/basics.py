"""The parts of the style guide that every page is made of: colours, letters, buttons, notices, steps, forms."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.rendering import HouseRenderer
from home.styleguide.parts import register_part
from home.styleguide.tokens import COLOURS, PAIRS, named

STATES = {
    "submitted": _("Received"),
    "in_review": _("Being handled"),
    "supplement_requested": _("We need more from you"),
    "prepared": _("Ready for decision"),
    "decided": _("Decided"),
    "closed": _("Finished"),
    "withdrawn": _("Withdrawn"),
}
STEPS: list[dict[str, Any]] = [
    {"title": _("About you"), "url": "#steg", "state": "done"},
    {"title": _("The journey"), "url": None, "state": "current"},
    {"title": _("What it costs"), "url": None, "state": "todo"},
    {"title": _("Check and send"), "url": None, "state": "todo"},
]
TIMELINE: list[dict[str, Any]] = [
    {"title": _("Received"), "when": "2030-02-01 16:04", "text": "", "state": "done"},
    {
        "title": _("Being handled"),
        "when": "2030-02-04",
        "text": _("A case officer reads."),
        "state": "current",
    },
    {"title": _("Decided"), "when": "", "text": "", "state": "todo"},
]


class ExampleForm(forms.Form):
    """One of each kind of field. It is shown twice: empty, and judged as if it had been sent empty."""

    default_renderer = HouseRenderer()
    use_required_attribute = False

    name = forms.CharField(label=_("Your name"), help_text=_("First name and surname."))
    postcode = forms.CharField(
        label=_("Postcode"), widget=forms.TextInput(attrs={"class": "input--short", "inputmode": "numeric"})
    )
    phone = forms.CharField(
        label=_("Telephone"), required=False, widget=forms.TextInput(attrs={"class": "input--medium"})
    )
    why = forms.CharField(
        label=_("Why do you want to go?"),
        help_text=_("At most 300 characters."),
        widget=forms.Textarea(attrs={"rows": 4, "data-maxlength": 300}),
    )
    country = forms.ChoiceField(
        label=_("Country"), choices=[("", _("Choose")), ("ee", _("Estonia")), ("de", _("Germany"))]
    )
    company = forms.ChoiceField(
        label=_("Do you travel alone?"),
        choices=[("alone", _("Alone")), ("together", _("Together with others"))],
        widget=forms.RadioSelect,
    )
    promise = forms.BooleanField(label=_("What I have written is true"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Write your name.")


@register_part("farger", _("Colours"))
def colours(request: HttpRequest) -> dict[str, Any]:
    """Every colour, and those that meet."""
    return {"colours": COLOURS, "pairs": PAIRS}


@register_part("bokstaver", _("Letters and spaces"))
def letters(request: HttpRequest) -> dict[str, Any]:
    """The sizes of letters, and the spaces between things."""
    return {"sizes": named("size-"), "spaces": named("space-")}


@register_part("knappar", _("Buttons and small things"))
def buttons(request: HttpRequest) -> dict[str, Any]:
    """Buttons, tags, what is folded away, the mark."""
    return {}


@register_part("besked", _("Notices and states"))
def notices(request: HttpRequest) -> dict[str, Any]:
    """What the site says: in notices, in messages after something is done, in tags, and where nothing is."""
    messages = [
        {"level_tag": "success", "message": _("Saved.")},
        {"level_tag": "error", "message": _("Something went wrong.")},
    ]
    return {"states": STATES.items(), "messages": [Told(**each) for each in messages]}


class Told(str):
    """A message as Django's messages framework hands it to a template."""

    level_tag: str

    def __new__(cls, level_tag: str, message: Any) -> "Told":
        """The words, with their level."""
        told = super().__new__(cls, message)
        told.level_tag = level_tag
        return told


@register_part("steg", _("Steps and time"))
def steps(request: HttpRequest) -> dict[str, Any]:
    """Where one is in a form, few steps and many; and what has happened."""
    more = [{"title": f"{_('Check and send')} {number}", "url": None, "state": "todo"} for number in range(3)]
    return {"few": STEPS, "called": "Exempel: många steg", "many": STEPS + more, "timeline": TIMELINE}


@register_part("formular", _("Forms"))
def example_forms(request: HttpRequest) -> dict[str, Any]:
    """One of each kind of field, empty and with its error."""
    return {"form": ExampleForm(prefix="tom"), "judged_form": ExampleForm({}, prefix="fel")}
