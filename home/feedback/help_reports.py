"""Two reports: which pages helped and which did not, and what readers missed."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.models import Page

from home.models import PageHelp, PageHelpText
from home.reports import CountReportView, PeriodFilterSet


class PageHelpFilterSet(PeriodFilterSet):
    """By period."""

    class Meta:
        model = PageHelp
        fields = ["day"]


@dataclass(frozen=True)
class Helped:
    """A row: one page in the chosen period."""

    page_id: int
    title: str
    yes: int
    no: int
    texts: int

    @property
    def share(self) -> str:
        """How many in a hundred it did not help."""
        return f"{round(100 * self.no / (self.yes + self.no))} %"


class PageHelpView(CountReportView):
    """Pages by the share of readers whom they did not help, the worst first."""

    model = PageHelp
    page_title = _("Did the pages help?")
    verbose_name_plural = _("pages")
    header_icon = "help"
    index_url_name = "page_help_report"
    index_results_url_name = "page_help_report_results"
    filterset_class = PageHelpFilterSet
    export_filename = "page-help"
    list_export = ["title", "yes", "no", "share", "texts"]
    export_headings = {
        "title": _("Page"),
        "yes": _("Helped"),
        "no": _("Did not help"),
        "share": _("Share that it did not help"),
        "texts": _("Readers' words"),
    }
    columns = [
        TitleColumn("title", label=_("Page"), url_name="wagtailadmin_explore", id_accessor="page_id"),
        NumberColumn("yes", label=_("Helped")),
        NumberColumn("no", label=_("Did not help")),
        Column("share", label=_("Share that it did not help")),
        TitleColumn(
            "texts",
            label=_("Readers' words"),
            get_url=lambda row: (
                reverse("page_help_texts_report", query={"page": row.page_id}) if row.texts else None
            ),
        ),
    ]

    def get_queryset(self) -> QuerySet[PageHelp]:
        """Every day's answers; the sums are made when the period is known."""
        return PageHelp.objects.all()

    def filter_queryset(self, queryset: QuerySet[PageHelp]) -> QuerySet[Any]:
        """Sums by page of the chosen period."""
        sums = super().filter_queryset(queryset).values("page_id", title=F("page__title"))
        sums = sums.annotate(sum_yes=Sum("yes"), sum_no=Sum("no")).filter(sum_yes__gt=-F("sum_no"))
        share = Cast("sum_no", FloatField()) / (F("sum_yes") + F("sum_no"))
        return sums.annotate(part=share).order_by("-part", "-sum_no", "title", "page_id")

    def rows(self, found: Any) -> list[Helped]:
        """Rows with how many wrote something, in one query for all of them."""
        rows = list(found)
        pages = [row["page_id"] for row in rows]
        texts = PageHelpText.objects.filter(self._period(), page__in=pages).order_by()
        counted = dict(texts.values_list("page").annotate(Count("pk")))
        return [
            Helped(
                row["page_id"], row["title"], row["sum_yes"], row["sum_no"], counted.get(row["page_id"], 0)
            )
            for row in rows
        ]

    def _period(self) -> Q:
        """The chosen days, for the words as for the answers."""
        days = self.filters.form.cleaned_data.get("day") if self.filters.is_valid() else None
        chosen = Q()
        if days and days.start:
            chosen &= Q(day__gte=days.start)
        if days and days.stop:
            chosen &= Q(day__lte=days.stop)
        return chosen


def pages_with_words(request: HttpRequest) -> QuerySet[Page]:
    """The pages that somebody has written about."""
    return Page.objects.filter(Exists(PageHelpText.objects.filter(page=OuterRef("pk")))).order_by("title")


class PageHelpTextFilterSet(PeriodFilterSet):
    """By page and period."""

    page = django_filters.ModelChoiceFilter(label=_("Page"), queryset=pages_with_words)

    class Meta:
        model = PageHelpText
        fields = ["page", "day"]


class PageHelpTextsView(CountReportView):
    """What readers missed, the newest first."""

    model = PageHelpText
    page_title = _("What readers missed")
    header_icon = "comment"
    index_url_name = "page_help_texts_report"
    index_results_url_name = "page_help_texts_report_results"
    filterset_class = PageHelpTextFilterSet
    export_filename = "page-help-texts"
    list_export = ["page.title", "day", "text"]
    export_headings = {"page.title": _("Page"), "day": _("Day"), "text": _("What the reader missed")}
    columns = [
        TitleColumn(
            "page",
            label=_("Page"),
            accessor="page.title",
            url_name="wagtailadmin_explore",
            id_accessor="page_id",
        ),
        Column("text", label=_("What the reader missed")),
        Column("day", label=_("Day")),
    ]

    def get_queryset(self) -> QuerySet[PageHelpText]:
        """Every text with its page."""
        return PageHelpText.objects.select_related("page")
