"""Keeping the admin's menu to what a person has use for."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from stipend_portal.permissions import group_roles
from stipend_portal.states import Role

# Wagtail's own help is about writing pages, and leads to other sites.
FOR_EDITORS = frozenset({"help"})


class RoleMenuItem(MenuItem):
    """An entry for those who have one of some roles."""

    def __init__(self, *args: Any, shown_to: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_to = shown_to

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it is of use to this person."""
        return bool(group_roles(request.user) & frozenset(self.shown_to))


class RoleViewSet(ViewSet):
    """Pages of our own in the menu “Stipends”, for some roles. What each page shows is its own matter."""

    shown_to: Collection[Role] = ()

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        """The entry, with the address of the page named `index`."""
        return RoleMenuItem(
            self.menu_label,
            reverse(self.get_url_name("index")),
            name=self.menu_name,
            icon_name=self.icon,
            order=order or self.menu_order,
            shown_to=self.shown_to,
        )


def leave_out_what_is_for_editors(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take away, for those who edit no pages, what only editors need."""
    if not user_has_any_page_permission(request.user):
        items[:] = [item for item in items if item.name not in FOR_EDITORS]
