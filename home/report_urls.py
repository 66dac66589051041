"""The reports of this app in the admin: their addresses and their entries in the menu."""

from django.urls import path, reverse

from home.feedback.help_reports import PageHelpTextsView, PageHelpView
from home.reports import CountReportView, ReportMenuItem
from home.usage.report import VisitsView

REPORTS: dict[type[CountReportView], str] = {
    VisitsView: "rapporter/besok/",
    PageHelpView: "rapporter/hjalpte-sidan/",
    PageHelpTextsView: "rapporter/hjalpte-sidan/ord/",
}
# After the accessibility reports, before Wagtail's own.
FIRST_IN_MENU = 110

urlpatterns = [
    pattern
    for view, route in REPORTS.items()
    for pattern in (
        path(route, view.as_view(), name=view.index_url_name),
        path(f"{route}resultat/", view.as_view(results_only=True), name=view.index_results_url_name),
    )
]


def menu_item(view: type[CountReportView]) -> ReportMenuItem:
    """The entry of a report, for those who may open it."""
    return ReportMenuItem(
        view.page_title,
        reverse(view.index_url_name),
        name=view.index_url_name,
        icon_name=view.header_icon,
        order=FIRST_IN_MENU + list(REPORTS).index(view),
        about=view.model,
    )
