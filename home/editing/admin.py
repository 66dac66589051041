"""Where the editors' help stands in the admin: its addresses and its entries in the menu."""

from collections.abc import Callable

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.editing.guide import guide
from home.editing.reports.base import EditorsMenuItem, EditorsReport
from home.editing.reports.broken_links import BrokenLinksReport
from home.editing.reports.english import EnglishReport
from home.editing.reports.look_over import LookOverReport

# In the order of the menu, before Wagtail's own reports.
REPORTS = {"att-se-over": LookOverReport, "trasiga-lankar": BrokenLinksReport, "engelska": EnglishReport}
FIRST_ORDER = 100


def admin_urls() -> list[URLPattern]:
    """The guide, and each report with the address that its filters ask for new rows."""
    patterns = [path("handledning/", guide, name="editors_guide")]
    for place, view in REPORTS.items():
        patterns += [
            path(f"sidor/{place}/", view.as_view(), name=view.index_url_name),
            path(
                f"sidor/{place}/results/",
                view.as_view(results_only=True),
                name=view.index_results_url_name,
            ),
        ]
    return patterns


def report_menu_items() -> list[Callable[[], EditorsMenuItem]]:
    """What makes the reports' entries, one each: a hook gives one entry."""

    def maker(number: int, view: type[EditorsReport]) -> Callable[[], EditorsMenuItem]:
        return lambda: EditorsMenuItem(
            str(view.page_title),
            reverse(view.index_url_name),
            name=view.index_url_name,
            icon_name=view.header_icon,
            order=FIRST_ORDER + number,
        )

    return [maker(number, view) for number, view in enumerate(REPORTS.values())]


def guide_menu_item() -> EditorsMenuItem:
    """The guide's entry, among the main ones."""
    return EditorsMenuItem(
        _("Guide"), reverse("editors_guide"), name="guide", icon_name="doc-full", order=8900
    )


def editing_css() -> SafeString:
    """The look of the guide and of what needs me."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/editing.css"))
