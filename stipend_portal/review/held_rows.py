"""Rows of a form that someone may read and not change."""

from typing import Any

from django.forms import BaseFormSet
from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import Panel


def hold_rows_still(formset: BaseFormSet) -> None:
    """Take nothing from what is sent about these rows; those that a page from before has added are left out."""
    formset.forms = formset.initial_forms
    for row in formset.forms:
        for field in row.fields.values():
            field.disabled = True


class HeldPanel(InlinePanel):
    """Rows to work with, or only something to read."""

    class BoundPanel(InlinePanel.BoundPanel):
        """The panel in one form. `held_template` is what is read."""

        held_template = ""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None and self.is_held:
                self.template_name = self.held_template
                self.telepath_adapter_name = Panel.BoundPanel.telepath_adapter_name

        @property
        def is_held(self) -> bool:
            """Whether the rows are only read."""
            raise NotImplementedError

        def js_opts(self) -> dict[str, Any]:
            """What Wagtail's script needs: rows to work with, or only something to read."""
            return Panel.BoundPanel.js_opts(self) if self.is_held else super().js_opts()
