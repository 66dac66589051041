"""A figure that says something about a priority area."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class AreaFigureBlock(blocks.StructBlock):
    """A number, what it counts, when that was true, and who says so. Written as text: “about 40” is a figure too."""

    number = blocks.CharBlock(max_length=20, label=_("Number"))
    label = blocks.CharBlock(max_length=120, label=_("What it counts"))
    as_of = blocks.CharBlock(
        max_length=60, label=_("When it was true"), help_text=_("A year or a day, such as 2019.")
    )
    source = blocks.CharBlock(max_length=160, label=_("Source"))
    source_url = blocks.URLBlock(required=False, label=_("Address of the source"))

    class Meta:
        icon = "order"
        label = _("Figure")
