"""Small lists on a partner town's page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SourceBlock(blocks.StructBlock):
    """Where a fact comes from."""

    title = blocks.CharBlock(max_length=160, label=_("title"))
    url = blocks.URLBlock(label=_("address"))
    dated = blocks.DateBlock(
        required=False, label=_("dated"), help_text=_("The day the source itself gives.")
    )

    class Meta:
        icon = "link"
        label = _("source")
