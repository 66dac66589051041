"""What every form of the board's pages has in common."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class ReviewForm(forms.Form):
    """A form drawn with label, help and error above each field, as everywhere among the board's pages."""

    default_renderer = TemplatesSetting
    template_name = "stipend_portal/review/fields.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
