"""The report of pages to look over."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.models import Page

from home.editing.look_over import FIRST_REMINDER, LookOver, state, with_review_by
from home.editing.reports.base import DayColumn, EditorsReport, PageFilters


class LookOverFilters(PageFilters):
    """By how a page stands, who owns it, and its type."""

    state = django_filters.ChoiceFilter(
        label=_("Review by"),
        choices=LookOver.choices,
        empty_label=_("All"),
        method="by_state",
        widget=forms.RadioSelect,
    )

    def by_state(self, pages: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        """Those that stand so today."""
        today = timezone.localdate()
        soon = today + FIRST_REMINDER
        wanted: dict[str, dict[str, Any]] = {
            LookOver.OVERDUE: {"review_by__lt": today},
            LookOver.SOON: {"review_by__range": (today, soon)},
            LookOver.LATER: {"review_by__gt": soon},
            LookOver.NEVER: {"review_by": None},
        }
        return pages.filter(**wanted[value])


def state_of(page: Page) -> str:
    """How a page of the report stands, in words."""
    return state(page.review_by, timezone.localdate()).label


def owner_of(page: Page) -> str:
    """Who looks after a page of the report, in words."""
    return str(page.owner or _("Nobody"))


class LookOverReport(EditorsReport):
    """Published pages by the day to look them over, those without a day last."""

    model = Page
    page_title = _("Pages to look over")
    header_icon = "calendar-check"
    filterset_class = LookOverFilters
    index_url_name = "pages_to_look_over"
    index_results_url_name = "pages_to_look_over_results"
    columns = (
        TitleColumn("title", label=_("Title"), url_name="wagtailadmin_pages:edit"),
        DayColumn("review_by", label=_("Review by")),
        StatusTagColumn("state", label=_("State"), accessor=state_of, primary=True),
        Column("owner", label=_("Owner"), accessor=owner_of),
        Column("page_type_display_name", label=_("Kind of page")),
        Column("locale", label=_("Language"), accessor=lambda page: page.locale.get_display_name()),
    )
    list_export = (
        "title",
        "review_by",
        "state",
        "owner_name",
        "page_type_display_name",
        "locale",
        "full_url",
    )
    export_headings = {
        "title": _("Title"),
        "review_by": _("Review by"),
        "state": _("State"),
        "owner_name": _("Owner"),
        "page_type_display_name": _("Kind of page"),
        "locale": _("Language"),
        "full_url": _("Address"),
    }

    def get_queryset(self) -> QuerySet[Page]:
        """The pages, the day that has passed longest ago first."""
        pages = with_review_by(self.pages()).select_related("owner", "content_type", "locale")
        self.queryset = pages.order_by(F("review_by").asc(nulls_last=True), "title", "pk")
        return super().get_queryset()

    def to_row_dict(self, item: Page) -> dict[str, Any]:
        """A line of the spreadsheet."""
        item.state, item.owner_name = state_of(item), owner_of(item)
        return super().to_row_dict(item)
