"""Small lists on a partner town's page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SourceBlock(blocks.StructBlock):
    """Where a fact comes from."""

    title = blocks.CharBlock(max_length=160, label=_("Title"))
    url = blocks.URLBlock(label=_("Address"))
    dated = blocks.DateBlock(
        required=False, label=_("Dated"), help_text=_("The day the source itself gives.")
    )

    class Meta:
        icon = "link"
        label = _("Source")
