"""A plan of somebody else's that a strategy rests on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FrameworkValue(blocks.StructValue):
    """What a template needs of a framework."""

    @property
    def is_over(self) -> bool:
        """Whether its last year has passed."""
        last = self.get("last_year")
        return last is not None and timezone.localdate().year > last


class FrameworkBlock(blocks.StructBlock):
    """A framework: what it is called, where it stands, and for which years it was made."""

    title = blocks.CharBlock(max_length=200, label=_("Title"))
    url = blocks.URLBlock(required=False, label=_("Address"))
    first_year = blocks.IntegerBlock(required=False, min_value=1900, max_value=2200, label=_("First year"))
    last_year = blocks.IntegerBlock(required=False, min_value=1900, max_value=2200, label=_("Last year"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Framework")
        value_class = FrameworkValue

    def clean(self, value: Any) -> Any:
        """Refuse a period that ends before it begins."""
        value = super().clean(value)
        first, last = value.get("first_year"), value.get("last_year")
        if first and last and last < first:
            raise blocks.StructBlockValidationError(
                {"last_year": ValidationError(_("The period ends before it begins."))}
            )
        return value
