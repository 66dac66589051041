"""Keeping the admin's menu to what a person has use for."""

from django.http import HttpRequest
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

# Wagtail's own help is about writing pages, and leads to other sites.
FOR_EDITORS = frozenset({"help"})


def leave_out_what_is_for_editors(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take away, for those who edit no pages, what only editors need."""
    if not user_has_any_page_permission(request.user):
        items[:] = [item for item in items if item.name not in FOR_EDITORS]
