"""The international strategy: a dated document, never an eternal truth."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.base import BasePage
from home.models.priority_area_page import PriorityAreaPage
from home.validity import Validity, validity


class StrategyPage(BasePage):
    """A strategy with who adopted it, when, and the period it holds. Its areas are its child pages."""

    search_kind = "strategy"

    adopting_body = models.CharField(
        _("adopted by"), max_length=120, help_text=_("Such as the municipal council.")
    )
    adopted_on = models.DateField(_("adopted on"))
    revised_on = models.DateField(_("revised on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to and including"),
        null=True,
        blank=True,
        help_text=_("Empty means until further notice."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("adopting_body"),
                FieldPanel("adopted_on"),
                FieldPanel("revised_on"),
                FieldPanel("valid_from"),
                FieldPanel("valid_to"),
            ],
            heading=_("Decision and period"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.PriorityAreaPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="strategy_ends_after_it_begins",
            ),
        ]

    def clean(self) -> None:
        """Refuse a period that ends before it begins."""
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The period ends before it begins.")})

    def status(self, today: date | None = None) -> Validity:
        """Whether it is upcoming, in force or ended on `today` (default: today in Swedish time)."""
        return validity(self.valid_from, self.valid_to, today or timezone.localdate())

    def areas(self) -> list[PriorityAreaPage]:
        """Its published priority areas in the editor's order, as lists need them: without texts."""
        areas = PriorityAreaPage.objects.child_of(self).live().order_by("path")
        return list(areas.defer_streamfields())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the areas."""
        context = super().get_context(request, *args, **kwargs)
        context["areas"] = self.areas()
        return context
