"""Helpers of the house's own form components."""

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm

register = template.Library()


def first_input_id(form: BaseForm, name: str) -> str:
    """The id that a link to this field should lead to, or nothing where there is no visible input."""
    if name == NON_FIELD_ERRORS or form[name].is_hidden:
        return ""
    field = form[name]
    # Groups of radios, checkboxes and date parts have no single input: theirs are numbered.
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def form_errors(form: BaseForm | None) -> list[tuple[str, str]]:
    """Every error of a form as (id of the input to mend, message), in the order of the page.

    A form of several parts (guardians, budget rows) gathers its own with a method `all_errors()`.
    """
    if not form:
        return []
    if hasattr(form, "all_errors"):
        return form.all_errors()
    return [
        (first_input_id(form, name), message)
        for name, messages in form.errors.items()
        for message in messages
    ]
