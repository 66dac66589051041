"""Accessibility reports in the admin: what waits, what was answered, and the page where one answers."""

from typing import Any

import django_filters
from django.db.models import Case, QuerySet, When
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from home.feedback.report_page import ReportMendedView, ReportPageView
from home.models import AccessibilityReport
from home.spreadsheets import SafeSpreadsheetMixin


def beginning(report: AccessibilityReport) -> str:
    """The first words, to know it by."""
    words = " ".join(report.text.split())
    return words if len(words) <= 90 else f"{words[:90].rsplit(' ', 1)[0]} …"


def standing(report: AccessibilityReport) -> str:
    """Its state, or that it has waited too long."""
    return _("Overdue") if report.is_overdue() else report.get_state_display()


class ReportFilterSet(WagtailFilterSet):
    """By state and kind."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=AccessibilityReport.State.choices
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=AccessibilityReport.Kind.choices)

    class Meta:
        model = AccessibilityReport
        fields = ["state", "kind"]


class ReportIndexView(SafeSpreadsheetMixin, generic.IndexView):
    """Those that wait first, the most urgent on top; then the rest, the newest on top."""

    any_permission_required = ["change", "view"]
    # Not the address: whoever gets the list has no use for it.
    list_export = [
        "pk", "arrived_at", "get_kind_display", "page", "text", "language", "answer_by", "get_state_display",
        "answer", "answered_at", "mended_at",
    ]  # fmt: skip
    export_headings = {
        "pk": gettext_lazy("Number"),
        "get_kind_display": gettext_lazy("Kind"),
        "get_state_display": gettext_lazy("State"),
    }

    def get_base_queryset(self) -> QuerySet[AccessibilityReport]:
        """Every report, with who handled it."""
        waits = Case(When(state=AccessibilityReport.State.NEW, then="answer_by"))
        return AccessibilityReport.objects.select_related("handled_by").order_by(
            waits.asc(nulls_last=True), "-arrived_at", "-pk"
        )


class AccessibilityReportViewSet(ModelViewSet):
    """The list and one page for each. Reports are made by readers and deleted by nobody."""

    model = AccessibilityReport
    name = "accessibility_reports"
    url_prefix = "tillganglighet"
    icon = "universal-access"
    menu_label = gettext_lazy("Accessibility reports")
    menu_hook = "register_reports_menu_item"
    menu_order = 100
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    # There are no forms but the answer.
    form_fields: list[str] = []
    index_view_class = ReportIndexView
    filterset_class = ReportFilterSet
    search_fields = ["text", "page", "answer"]
    export_filename = "accessibility-reports"

    @cached_property
    def list_display(self) -> list[Column]:
        """What each row tells."""
        return [
            TitleColumn(
                "text",
                label=_("What the reader wrote"),
                accessor=beginning,
                url_name="accessibility_reports:inspect",
            ),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("page", label=_("Page")),
            DateColumn("arrived_at", label=_("Came in")),
            Column("answer_by", label=_("Answer by"), sort_key="answer_by"),
            StatusTagColumn(
                "state", label=_("State"), accessor=standing, primary=AccessibilityReport.is_overdue
            ),
            Column("handled_by", label=_("Handled by"), accessor=lambda report: report.handled_by or "–"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No links to what there is not."""
        left_out = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(**{**kwargs, **{f"{name}_url_name": None for name in left_out}})

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, a report, and saying that it is mended."""
        return [
            path("", self.index_view, name="index"),
            path("resultat/", self.index_results_view, name="index_results"),
            path("<int:pk>/", ReportPageView.as_view(), name="inspect"),
            path("<int:pk>/atgardad/", ReportMendedView.as_view(), name="mended"),
        ]

    def register_admin_url_finder(self) -> None:
        """Nowhere to edit, so nothing to find."""
