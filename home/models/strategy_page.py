"""The international strategy: a dated document, never an eternal truth."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.blocks.framework import FrameworkBlock
from home.models.about_pages import register_subject
from home.models.annual_report_page import AnnualReportPage
from home.models.attached_file import AttachedFile
from home.models.base import BasePage
from home.models.priority_area_page import PriorityAreaPage
from home.serving.page_cache import remembered
from home.succession import follows_itself, predecessor, successor
from home.validity import Validity, seconds_to_midnight, validity

# How many of the yearly reports are shown; the rest are on their own page.
REPORTS_SHOWN = 3


@register_subject
class StrategyPage(AttachedFile, BasePage):
    """A strategy with who adopted it, when, and the period it holds. Its areas are its child pages."""

    search_kind = "strategy"

    adopting_body = models.CharField(
        _("adopted by"), max_length=120, help_text=_("Such as the municipal council.")
    )
    adopted_on = models.DateField(_("adopted on"))
    revised_on = models.DateField(_("revised on"), null=True, blank=True)
    decision_paragraph = models.CharField(
        _("paragraph of the decision"), max_length=40, blank=True, help_text=_("Such as § 61.")
    )
    diary_number = models.CharField(
        _("diary number of the decision"), max_length=60, blank=True, help_text=_("Such as KS 2021-00014.")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to and including"),
        null=True,
        blank=True,
        help_text=_("Empty means until further notice."),
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The earlier strategy that this one takes the place of, in either language."),
    )
    frameworks = StreamField(
        [("framework", FrameworkBlock())],
        blank=True,
        verbose_name=_("plans that it rests on"),
        help_text=_("When the last year of a plan has passed, the page says so by itself."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("adopting_body"),
                FieldRowPanel([FieldPanel("adopted_on"), FieldPanel("revised_on")]),
                FieldRowPanel([FieldPanel("decision_paragraph"), FieldPanel("diary_number")]),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                FieldPanel("replaces"),
                AttachedFile.document_panel,
            ],
            heading=_("Decision and period"),
        ),
        FieldPanel("body"),
        FieldPanel("frameworks"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("frameworks"),
        index.SearchField("diary_number"),
    ]
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
        """Refuse a period that ends before it begins, and a strategy that would come after itself."""
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The period ends before it begins.")})
        if follows_itself(self):
            raise ValidationError(
                {"replaces": _("That strategy comes after this one, so this one cannot replace it.")}
            )

    def status(self, today: date | None = None) -> Validity:
        """Whether it is upcoming, in force or ended on `today` (default: today in Swedish time)."""
        return validity(self.valid_from, self.valid_to, today or timezone.localdate())

    def areas(self) -> list[PriorityAreaPage]:
        """Its published priority areas in the editor's order, as lists need them: without texts."""
        areas = PriorityAreaPage.objects.child_of(self).live().order_by("path")
        return list(areas.select_related("locale").defer_streamfields())

    @classmethod
    def published(cls) -> list["StrategyPage"]:
        """Every published strategy in all languages, the newest first, without its body."""
        strategies = cls.objects.live().order_by("-valid_from", "pk").select_related("locale", "replaces")
        return remembered("strategies", lambda: list(strategies.defer_streamfields()))

    def successor(self) -> "StrategyPage | None":
        """The published strategy that has taken its place, in its own language."""
        return successor(self, self.published())

    def predecessor(self) -> "StrategyPage | None":
        """The published strategy whose place it has taken, in its own language."""
        return predecessor(self, self.published())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the areas, the other strategies, and the newest reports of what was done."""
        context = super().get_context(request, *args, **kwargs)
        others = [other for other in self.published() if other.pk != self.pk]
        context["areas"] = self.areas()
        context["other_strategies"] = [other for other in others if other.locale_id == self.locale_id]
        context["reports"] = AnnualReportPage.newest(self.locale_id, REPORTS_SHOWN)
        return context

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until midnight: then its own status or that of a plan it rests on may change."""
        return seconds_to_midnight()
