"""What the reports of this app share: their spreadsheets, their entry in the menu, and a period to look at."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Table
from wagtail.admin.views.reports import ReportView

from home.spreadsheets import SafeSpreadsheetMixin


class PeriodFilterSet(WagtailFilterSet):
    """Between two days, both counted."""

    day = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)


class Report(SafeSpreadsheetMixin, ReportView):
    """A report for those who have one of the rights in `any_permission_required`, by its permission policy."""

    is_searchable = False


class CountReportView(Report):
    """A report for those who may see its model."""

    any_permission_required = ("view",)

    def rows(self, found: Any) -> Any:
        """What is shown of the things on one page of the list, or of all of them in a spreadsheet."""
        return found

    def get_table(self, object_list: Any) -> Table:
        """The table of those rows."""
        return super().get_table(self.rows(object_list))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """What Wagtail writes into the spreadsheet."""
        return self.rows(object_list) if self.is_export else object_list


class ReportMenuItem(MenuItem):
    """The entry of a report, for those who may open it."""

    def __init__(self, view: type[Report], order: int) -> None:
        super().__init__(
            view.page_title,
            reverse(view.index_url_name),
            name=view.index_url_name,
            icon_name=view.header_icon,
            order=order,
        )
        self.view = view

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open the report."""
        view = self.view(request=request)
        return view.user_has_any_permission(view.any_permission_required)
