"""Who decides what, and in which order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.text import TextBlock


class ResponsibilityBlock(blocks.StructBlock):
    """A body of the municipality and what is its to do."""

    name = blocks.CharBlock(max_length=120, label=_("Body"))
    task = TextBlock(label=_("What it does"))
    reports_to = blocks.CharBlock(max_length=160, required=False, label=_("Reports to"))

    class Meta:
        icon = "group"
        label = _("Body")


class DecisionStepBlock(blocks.StructBlock):
    """A step on the way to a decision."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.TextBlock(max_length=400, label=_("Text"))

    class Meta:
        icon = "order-down"
        label = _("Step")
