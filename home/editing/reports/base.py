"""What the reports share: who may read them, and which pages they are about."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import Page, get_page_content_types
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.editing.owners import possible_owners
from home.reports import Report


class EditorsReport(Report):
    """A report for those who write pages, about the pages that they may write."""

    # One for all, so that a report of something else than pages asks for the same right.
    permission_policy = PagePermissionPolicy()
    any_permission_required = ("add", "change")

    def pages(self) -> QuerySet[Page]:
        """The pages that this person may write."""
        return self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"change"})

    def get_filename(self) -> str:
        """The name of the spreadsheet."""
        return self.index_url_name


class PageFilters(WagtailFilterSet):
    """By who owns a page, and by its type."""

    owner = django_filters.ModelChoiceFilter(
        label=_("Owner"),
        queryset=lambda request: possible_owners(),
        empty_label=_("Everyone"),
        null_label=_("Nobody"),
    )
    content_type = ContentTypeFilter(
        label=_("Kind of page"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
    )

    class Meta:
        model = Page
        fields: list[str] = []


class DayColumn(Column):
    """A day written out: “three days ago” says nothing of a day that is to come."""

    def get_value(self, instance: Model) -> str:
        """The day, in Swedish time."""
        value = super().get_value(instance)
        return timezone.localdate(value).isoformat() if isinstance(value, datetime) else str(value or "")


class WayOnColumn(Column):
    """A link to where something is done about the row, in plain letters."""

    cell_template_name = "home/editing/way_on_cell.html"

    def __init__(self, name: str, *, get_url: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance: Model, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the address."""
        return {**super().get_cell_context_data(instance, parent_context), "url": self.get_url(instance)}
