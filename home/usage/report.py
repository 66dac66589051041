"""The report “Visits”: how often each page was shown, month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn

from home.models import PageViews
from home.reports import CountReportView, PeriodFilterSet
from home.usage.titles import titles_of


@dataclass(frozen=True)
class Visits:
    """A row: one address in one month. `most` is the largest number of the list, for the bar."""

    path: str
    title: str
    month: date
    visits: int
    most: int

    @property
    def month_name(self) -> str:
        """Such as “March 2027”."""
        return date_format(self.month, "F Y")

    @property
    def bar(self) -> SafeString:
        """The number as a bar; whoever cannot see it has the number beside it."""
        return format_html('<meter aria-hidden="true" max="{}" value="{}"></meter>', self.most, self.visits)


class VisitsFilterSet(PeriodFilterSet):
    """By period."""

    class Meta:
        model = PageViews
        fields = ["day"]


class VisitsView(CountReportView):
    """Visits by month and page, the newest month first, and in it the most visited page."""

    model = PageViews
    page_title = _("Visits")
    verbose_name_plural = _("rows")
    header_icon = "view"
    index_url_name = "visits_report"
    index_results_url_name = "visits_report_results"
    filterset_class = VisitsFilterSet
    export_filename = "visits"
    list_export = ["path", "title", "month_name", "visits"]
    export_headings = {
        "path": _("Address"),
        "title": _("Page"),
        "month_name": _("Month"),
        "visits": _("Visits"),
    }
    columns = [
        Column("title", label=_("Page"), accessor=lambda row: row.title or "–"),
        TitleColumn("path", label=_("Address"), get_url=lambda row: row.path),
        Column("month_name", label=_("Month")),
        NumberColumn("visits", label=_("Visits")),
        Column("bar", label=_("As a bar")),
    ]

    def get_queryset(self) -> QuerySet[PageViews]:
        """Every day's count; the sums are made when the period is known."""
        return PageViews.objects.all()

    def filter_queryset(self, queryset: QuerySet[PageViews]) -> QuerySet[Any]:
        """Sums by month of the chosen period."""
        months = super().filter_queryset(queryset).annotate(month=TruncMonth("day")).values("month", "path")
        return months.annotate(visits=Sum("count")).order_by("-month", "-visits", "path")

    def rows(self, found: Any) -> list[Visits]:
        """Rows with the titles that the pages have now."""
        rows = list(found)
        titles = titles_of({row["path"] for row in rows})
        most = max((row["visits"] for row in rows), default=0)
        return [Visits(title=titles.get(row["path"], ""), most=most, **row) for row in rows]
