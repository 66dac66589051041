"""Registration of what the site adds to the Wagtail admin."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from home.accounts.role_log import ROLES_CHANGED, RolesChanged
from home.accounts.second_factor.rule import is_required
from home.accounts.staff import STAFF_ACTIONS
from home.accounts.user_admin import keep_an_administrator
from home.branding import brand_css
from home.contact_admin import ContactFunctionViewSet
from home.content_checks import use_own_checks
from home.editing import admin as editing
from home.editing.edit_view import pages_viewset
from home.editing.needs_me import add_panel
from home.feedback.report_admin import AccessibilityReportViewSet
from home.feedback.waiting import ReportsPanel
from home.passages import register_passages
from home.report_urls import menu_items, report_urls
from home.search.admin import without_search_terms

hooks.register("before_bulk_action", keep_an_administrator)
hooks.register("register_admin_viewset", AccessibilityReportViewSet)
hooks.register("register_admin_viewset", lambda: pages_viewset)
hooks.register("register_admin_urls", report_urls)
for make_item in menu_items():
    hooks.register("register_reports_menu_item", make_item)
hooks.register("construct_reports_menu", without_search_terms)
hooks.register("register_rich_text_features", register_passages)
hooks.register("construct_wagtail_userbar", use_own_checks)
register_snippet(ContactFunctionViewSet)
hooks.register("construct_homepage_panels", add_panel)
hooks.register("insert_global_admin_css", brand_css)
hooks.register("insert_global_admin_css", editing.editing_css)
hooks.register("register_admin_menu_item", editing.guide_menu_item)
hooks.register("register_admin_urls", editing.admin_urls)
# After Wagtail's own, whose places they take.
for action in STAFF_ACTIONS:
    hooks.register("register_bulk_action", action, order=1)


@hooks.register("register_log_actions")
def register_role_changes(actions: LogActionRegistry) -> None:
    """Who was given a role and who lost it, in the history of the account."""
    actions.register_action(ROLES_CHANGED)(RolesChanged)


@hooks.register("register_account_menu_item")
def own_second_factor(request: HttpRequest) -> dict[str, str] | None:
    """From one's own account to one's own second step."""
    if not is_required():
        return None
    return {
        "url": reverse("second_factor"),
        "label": _("Second step"),
        "help_text": _("Change to another phone, or get new recovery codes."),
    }


@hooks.register("construct_homepage_panels")
def add_reports_panel(request: HttpRequest, panels: list[Component]) -> None:
    """What readers wait for an answer to."""
    panels.append(ReportsPanel(request.user))
