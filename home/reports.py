"""What the reports of this app share: who reads them, their entry in the menu, and a period to look at."""

from typing import Any

import django_filters
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Table
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from home.spreadsheets import SafeSpreadsheetMixin


class PeriodFilterSet(WagtailFilterSet):
    """Between two days, both counted."""

    day = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)


class CountReportView(SafeSpreadsheetMixin, ReportView):
    """A report for those who may see its model."""

    any_permission_required = ["view"]
    is_searchable = False

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
    """An entry for those who may see a model."""

    def __init__(self, *args: Any, about: type[Model], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open the report."""
        return policy_registry.get_by_type(self.about).user_has_permission(request.user, "view")
