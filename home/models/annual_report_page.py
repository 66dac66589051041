"""What was done in a year."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.attached_file import AttachedFile
from home.models.base import BasePage
from home.models.listing import ListingPage
from home.serving.page_cache import remembered
from home.year_figures import year_figures


class ReportedToBlock(blocks.StructBlock):
    """Who was given the report, and when. The strategy asks for the municipal executive board once a year."""

    body = blocks.CharBlock(max_length=120, label=_("Reported to"))
    day = blocks.DateBlock(label=_("Day"))
    paragraph = blocks.CharBlock(max_length=40, required=False, label=_("Paragraph of the minutes"))

    class Meta:
        icon = "group"
        label = _("Reporting")


class AnnualReportPage(AttachedFile, BasePage):
    """The compilation of one year's international work, and to whom it has been reported."""

    search_kind = "strategy"

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1990), MaxValueValidator(2200)]
    )
    shows_year_figures = models.BooleanField(
        _("show the year in figures"),
        default=False,
        help_text=_(
            "Stories, events, partners and stipends, counted by the site each time the page is shown. "
            "The stipends come when the year is over."
        ),
    )
    reported_to = StreamField(
        [("reporting", ReportedToBlock())], blank=True, verbose_name=_("reported to, and when")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("year"),
        FieldPanel("reported_to"),
        AttachedFile.document_panel,
        FieldPanel("body"),
        FieldPanel("shows_year_figures"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("year")]
    parent_page_types = ["home.AnnualReportIndexPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")

    @classmethod
    def newest(cls, locale_id: int, most: int) -> list["AnnualReportPage"]:
        """The newest published reports of a language, without their bodies."""
        reports = (
            cls.objects.live().filter(locale=locale_id).order_by("-year", "-pk").select_related("locale")
        )
        return remembered(f"reports:{locale_id}:{most}", lambda: list(reports.defer_streamfields()[:most]))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the site has counted, where the editor wants it."""
        context = super().get_context(request, *args, **kwargs)
        context["year_figures"] = year_figures(self.year) if self.shows_year_figures else []
        return context


class AnnualReportIndexPage(ListingPage):
    """All annual reports, the newest first."""

    template = "home/listing_page.html"
    search_kind = "strategy"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.AnnualReportPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("list of annual reports")
        verbose_name_plural = _("lists of annual reports")

    def entries(self, request: HttpRequest) -> QuerySet[Any]:
        """The published reports below."""
        return AnnualReportPage.objects.child_of(self).live().order_by("-year", "-pk")
