"""Small blocks on the pages of partners and projects: sources, milestones, places, funders."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from partners.countries import country_name, validate_country
from partners.places import Place


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


class MilestoneValue(blocks.StructValue):
    """What a template needs of a milestone."""

    @property
    def when(self) -> str:
        """The day where it is known, else the year."""
        day: date | None = self["day"]
        return date_format(day, "j F Y") if day else str(self["year"])

    @property
    def datetime(self) -> str:
        """The same for machines."""
        day: date | None = self["day"]
        return day.isoformat() if day else f"{self['year']:04d}"

    @property
    def order(self) -> tuple[int, date]:
        """By year, then by day; what has no day comes first in its year."""
        return self["year"], self["day"] or date(self["year"], 1, 1)


class MilestoneBlock(blocks.StructBlock):
    """Something that happened between the two towns."""

    year = blocks.IntegerBlock(min_value=1600, max_value=2200, label=_("Year"))
    day = blocks.DateBlock(required=False, label=_("Day"), help_text=_("Where the day is known."))
    what = blocks.TextBlock(max_length=400, label=_("What happened"))
    source_title = blocks.CharBlock(
        max_length=160, required=False, label=_("Where to read more"), help_text=_("The name of the source.")
    )
    source_url = blocks.URLBlock(required=False, label=_("Address"))

    class Meta:
        icon = "date"
        label = _("Milestone")
        value_class = MilestoneValue

    def clean(self, value: Any) -> Any:
        """Ask that the day lies in the year, and that a source has both a name and an address."""
        value = super().clean(value)
        errors = {}
        if value["day"] and value["day"].year != value["year"]:
            errors["day"] = ValidationError(_("The day is in another year than the one you wrote."))
        if bool(value["source_title"]) != bool(value["source_url"]):
            errors["source_title"] = ValidationError(_("Write both the name of the source and its address."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value


class FreePlaceValue(blocks.StructValue):
    """What the map and the templates need of a place."""

    @property
    def place(self) -> Place:
        """Where it lies."""
        return Place(float(self["latitude"]), float(self["longitude"]))

    def country_in(self, language_code: str) -> str:
        """Its country in a language."""
        return country_name(self["country_code"], language_code)


class FreePlaceBlock(blocks.StructBlock):
    """A place on the globe that has no page of its own."""

    name = blocks.CharBlock(max_length=80, label=_("Name"))
    country_code = blocks.CharBlock(
        max_length=2,
        validators=[validate_country],
        label=_("Country code"),
        help_text=_("Two capital letters, such as EE for Estonia."),
    )
    latitude = blocks.DecimalBlock(
        min_value=Decimal(-90),
        max_value=Decimal(90),
        decimal_places=4,
        label=_("Latitude"),
        help_text=_("Degrees north; south is negative."),
    )
    longitude = blocks.DecimalBlock(
        min_value=Decimal(-180),
        max_value=Decimal(180),
        decimal_places=4,
        label=_("Longitude"),
        help_text=_("Degrees east; west is negative."),
    )

    class Meta:
        icon = "site"
        label = _("Place")
        value_class = FreePlaceValue


class FunderBlock(blocks.StructBlock):
    """Who pays for a project."""

    name = blocks.CharBlock(max_length=120, label=_("Name"))
    url = blocks.URLBlock(required=False, label=_("Address"))

    class Meta:
        icon = "group"
        label = _("Funder")
