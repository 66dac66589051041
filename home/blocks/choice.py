"""A choice of one row of a table, from a plain list: for the few that there are of some things."""

from typing import Any

from django import forms
from wagtail import blocks


class RowChoiceBlock(blocks.ChooserBlock):
    """Choose one row. What is chosen counts as used, as with Wagtail's own choosers."""

    widget = forms.Select()

    class Meta:
        icon = "list-ul"

    def get_form_state(self, value: Any) -> Any:
        """The key that the list knows the row by."""
        return value.pk if value else None

    def value_from_form(self, value: Any) -> Any:
        """The row; nothing where nothing, or what is no key, was sent."""
        try:
            return super().value_from_form(value or None)
        except ValueError:
            return None
