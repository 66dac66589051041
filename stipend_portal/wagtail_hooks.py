"""Registration of the review workspace in the Wagtail admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from stipend_portal.review.home_panel import WaitingPanel
from stipend_portal.review.letters.templates import CHANGED as TEMPLATE_CHANGED
from stipend_portal.review.letters.templates import LetterTemplateChanged
from stipend_portal.review.meetings.log import MeetingChanged
from stipend_portal.review.menu import leave_out_what_is_for_editors
from stipend_portal.review.supplement_templates import CHANGED as SUPPLEMENT_TEMPLATE_CHANGED
from stipend_portal.review.supplement_templates import SupplementTemplateChanged
from stipend_portal.review.texts import CHANGED, TextChanged
from stipend_portal.review.viewsets import StipendViewSetGroup
from stipend_portal.services.meeting import LOGGED as MEETING_CHANGED

hooks.register("construct_main_menu", leave_out_what_is_for_editors)


@hooks.register("register_admin_viewset")
def register_stipends() -> StipendViewSetGroup:
    """Cases, rounds and stipends."""
    return StipendViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    """What waits for me."""
    panels.append(WaitingPanel(request.user))


@hooks.register("register_log_actions")
def register_text_changes(actions: LogActionRegistry) -> None:
    """What a text said before and after, in its history."""
    actions.register_action(CHANGED)(TextChanged)
    actions.register_action(TEMPLATE_CHANGED)(LetterTemplateChanged)
    actions.register_action(SUPPLEMENT_TEMPLATE_CHANGED)(SupplementTemplateChanged)
    actions.register_action(MEETING_CHANGED)(MeetingChanged)


# One file an idea; `review` goes first, because the others build on it.
STYLES = (
    "review",
    "forms",
    "table",
    "list",
    "case",
    "home",
    "counts",
    "round",
    "conflict",
    "assessing",
    "ranking",
    "meeting",
    "statistics",
    "audit",
    "letters",
    "paper",
    "ready_words",
)


@hooks.register("insert_global_admin_css")
def review_css() -> SafeString:
    """The workspace's own look, on Wagtail's colours, and what makes it work without JavaScript."""
    styles = ((static(f"css/admin/{name}.css"),) for name in STYLES)
    return format_html(
        '{}<noscript><link rel="stylesheet" href="{}"></noscript>',
        format_html_join("", '<link rel="stylesheet" href="{}">', styles),
        static("css/admin/noscript.css"),
    )
