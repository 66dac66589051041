"""Registration of what the site adds to the Wagtail admin."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from home.accounts.role_log import ROLES_CHANGED, RolesChanged
from home.accounts.second_factor.rule import is_required
from home.accounts.staff import STAFF_ACTIONS
from home.accounts.user_admin import keep_an_administrator
from home.editing import admin as editing
from home.editing.needs_me import add_panel

hooks.register("before_bulk_action", keep_an_administrator)
hooks.register("construct_homepage_panels", add_panel)
hooks.register("insert_global_admin_css", editing.editing_css)
hooks.register("register_admin_menu_item", editing.guide_menu_item)
hooks.register("register_admin_urls", editing.admin_urls)
for make_item in editing.report_menu_items():
    hooks.register("register_reports_menu_item", make_item)
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
