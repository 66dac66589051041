"""Registration of the review workspace in the Wagtail admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from stipend_portal.review.home_panel import WaitingPanel
from stipend_portal.review.menu import leave_out_what_is_for_editors
from stipend_portal.review.texts import CHANGED, TextChanged
from stipend_portal.review.viewsets import StipendViewSetGroup

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


@hooks.register("insert_global_admin_css")
def review_css() -> SafeString:
    """The workspace's own look, on Wagtail's colours, and what makes it work without JavaScript."""
    return format_html(
        '<link rel="stylesheet" href="{}"><noscript><link rel="stylesheet" href="{}"></noscript>',
        static("css/admin/review.css"),
        static("css/admin/noscript.css"),
    )
