"""What belongs to priority areas of the strategy."""

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


def areas_once() -> models.Q:
    """The areas in Swedish, so that each stands there once."""
    return models.Q(locale__language_code=settings.LANGUAGE_CODE)


class InAreas(models.Model):
    """Mix-in for pages about something that is done under one or more priority areas.

    Editors choose the Swedish area in every language. Look pages up by its `translation_key`: then a page in
    English is found under the English area.
    """

    areas = ParentalManyToManyField(
        "home.PriorityAreaPage",
        blank=True,
        related_name="+",
        limit_choices_to=areas_once,
        verbose_name=_("priority areas"),
    )

    areas_panel = FieldPanel("areas", widget=forms.CheckboxSelectMultiple)

    class Meta:
        abstract = True

    @classmethod
    def under(cls, area: Page) -> models.QuerySet:
        """The published pages of this type under an area, in the area's own language, newest first."""
        field = cls._meta.get_field("areas")
        chosen = field.remote_field.through.objects.filter(
            **{
                field.m2m_field_name(): models.OuterRef("pk"),
                f"{field.m2m_reverse_field_name()}__translation_key": area.translation_key,
            }
        )
        return (
            cls.objects.live()  # type: ignore[attr-defined]
            .filter(models.Exists(chosen), locale=area.locale_id)
            .order_by("-first_published_at", "-pk")
        )
