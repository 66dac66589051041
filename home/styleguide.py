"""`/styleguide/`: every component on one page, in every state. In the demo only."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from home.blocks import BodyBlock
from home.rendering import HouseRenderer

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


def block_examples() -> list[dict[str, Any]]:
    """Every block that a page can be built from, as editors see it before they choose; some in several states."""
    shown = []
    for block in BodyBlock().child_blocks.values():
        states = block.get_examples() if hasattr(block, "get_examples") else [block.get_preview_value()]
        shown.append({"label": block.label, "examples": [block.render(value) for value in states]})
    return shown


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    context = {
        "form": ExampleForm(prefix="tom"),
        "judged_form": ExampleForm({}, prefix="fel"),
        "states": STATES.items(),
        "steps": STEPS,
        "timeline": TIMELINE,
        "blocks": block_examples(),
        "tokens": [
            "paper",
            "surface",
            "sunken",
            "ink",
            "ink-soft",
            "line-strong",
            "link",
            "action",
            "berry",
            "success",
            "warning",
            "error",
            "deep",
            "deep-land",
        ],
        "crumbs": [{"title": "Start", "url": "/"}, {"title": _("Style guide"), "url": ""}],
    }
    return render(request, "styleguide/styleguide.html", context)
