"""The reports of this app in the admin: their addresses and their entries in the menu."""

from collections.abc import Callable

from django.urls import URLPattern, path

from home.editing.reports.broken_links import BrokenLinksReport
from home.editing.reports.english import EnglishReport
from home.editing.reports.look_over import LookOverReport
from home.feedback.help_reports import PageHelpTextsView, PageHelpView
from home.reports import Report, ReportMenuItem
from home.usage.report import VisitsView

# In the order of the menu.
REPORTS: dict[type[Report], str] = {
    LookOverReport: "sidor/att-se-over/",
    BrokenLinksReport: "sidor/trasiga-lankar/",
    EnglishReport: "sidor/engelska/",
    VisitsView: "rapporter/besok/",
    PageHelpView: "rapporter/hjalpte-sidan/",
    PageHelpTextsView: "rapporter/hjalpte-sidan/ord/",
}
# After the accessibility reports, before Wagtail's own.
FIRST_IN_MENU = 110


def report_urls() -> list[URLPattern]:
    """Each report, and where its filters ask for new rows."""
    return [
        pattern
        for view, route in REPORTS.items()
        for pattern in (
            path(route, view.as_view(), name=view.index_url_name),
            path(f"{route}resultat/", view.as_view(results_only=True), name=view.index_results_url_name),
        )
    ]


def menu_items() -> list[Callable[[], ReportMenuItem]]:
    """What makes the reports' entries, one each: a hook gives one entry, and needs the addresses to be there."""

    def maker(view: type[Report], order: int) -> Callable[[], ReportMenuItem]:
        return lambda: ReportMenuItem(view, order)

    return [maker(view, order) for order, view in enumerate(REPORTS, start=FIRST_IN_MENU)]
