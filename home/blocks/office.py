"""Small lists on the page of an office."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ServiceBlock(blocks.StructBlock):
    """Something that the office helps with."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.TextBlock(max_length=400, label=_("Text"))

    class Meta:
        icon = "help"
        label = _("Service")


class OpeningHoursBlock(blocks.StructBlock):
    """When the office is open on some days."""

    days = blocks.CharBlock(max_length=60, label=_("Days"), help_text=_("Such as Monday to Thursday."))
    hours = blocks.CharBlock(max_length=80, label=_("Hours"), help_text=_("Such as 10–15, or closed."))

    class Meta:
        icon = "time"
        label = _("Opening hours")


class FunderBlock(blocks.StructBlock):
    """Who pays for the office, in words: no emblem is imitated."""

    name = blocks.CharBlock(max_length=120, label=_("Name"))
    url = blocks.URLBlock(required=False, label=_("Address"))

    class Meta:
        icon = "group"
        label = _("Funder")
