"""Whom to ask."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.choice import RowChoiceBlock


class ContactChoiceBlock(RowChoiceBlock):
    """One of the functions that answer questions."""

    target_model = "home.ContactFunction"


class ContactBlock(blocks.StructBlock):
    """A function of the municipality with its telephone and hours, kept up to date in one place."""

    contact = ContactChoiceBlock(label=_("Whom to ask"))

    class Meta:
        icon = "mail"
        label = _("Contact")
        description = _("Who answers questions. Changed once, it changes wherever it is shown.")
        template = "blocks/contact.html"

    def get_preview_value(self) -> Any:
        """A desk that does not exist."""
        contact = apps.get_model("home", "ContactFunction")(
            name=gettext("Example: international co-ordinator"),
            name_en=gettext("Example: international co-ordinator"),
            email="internationellt@example.org",
        )
        return self.normalize({"contact": contact})
