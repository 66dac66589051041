"""Whom to ask: a function of the municipality, never a private person."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from home.function_addresses import validate_function_address


class ContactFunction(index.Indexed, models.Model):
    """A desk that answers, whoever sits at it. One row says it in both languages, so that a change is made once."""

    name = models.CharField(_("function"), max_length=120, help_text=_("Such as international co-ordinator."))
    name_en = models.CharField(_("function in English"), max_length=120)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=120, blank=True)
    task = models.TextField(
        _("helps with"), max_length=300, blank=True, help_text=_("In one or two sentences.")
    )
    task_en = models.TextField(_("helps with, in English"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail of the function"), blank=True, validators=[validate_function_address])
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    hours_en = models.CharField(_("hours in English"), max_length=120, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("unit"), FieldPanel("task"), FieldPanel("hours")],
            heading=_("In Swedish"),
        ),
        MultiFieldPanel(
            [FieldPanel("name_en"), FieldPanel("unit_en"), FieldPanel("task_en"), FieldPanel("hours_en")],
            heading=_("In English"),
        ),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("phone")], heading=_("How to reach it")),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("contact function")
        verbose_name_plural = _("contact functions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def _in_language(self, field: str) -> str:
        """A field in the reader's language; Swedish where there is no English."""
        english = getattr(self, f"{field}_en") if get_language() == "en" else ""
        return english or getattr(self, field)

    @property
    def shown_name(self) -> str:
        """Its name for the reader."""
        return self._in_language("name")

    @property
    def shown_unit(self) -> str:
        """The unit it belongs to, for the reader."""
        return self._in_language("unit")

    @property
    def shown_task(self) -> str:
        """What it helps with, for the reader."""
        return self._in_language("task")

    @property
    def shown_hours(self) -> str:
        """When it answers, for the reader."""
        return self._in_language("hours")

    @property
    def phone_digits(self) -> str:
        """The number as a telephone dials it: digits, after a plus sign where it has one."""
        plus = "+" if self.phone.startswith("+") else ""
        return plus + "".join(character for character in self.phone if character.isdecimal())
