"""The panel on the admin's front page: what waits for me."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from home.models import User
from stipend_portal.permissions import group_roles
from stipend_portal.review.case_list_desk import HANDLING_ROLES
from stipend_portal.review.my_day.registry import my_day
from stipend_portal.states import Role

# A communicator's work is the pages, which Wagtail's own panels tell of.
WITH_A_DAY = frozenset(
    {
        Role.CASE_OFFICER,
        Role.COMMITTEE_MEMBER,
        Role.BOARD_SECRETARY,
        Role.FINANCE,
        Role.AUDITOR,
        Role.STRATEGIST,
    }
)
# Those for whom things come to wait.
ACTING = frozenset({Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.BOARD_SECRETARY})


class WaitingPanel(Component):
    """“What waits for me”, first on the admin's front page."""

    name = "waiting"
    order = 50
    template_name = "stipend_portal/review/waiting.html"

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The day, and why it is empty where it always is."""
        roles = group_roles(self.user) & WITH_A_DAY
        if not roles:
            return {"shown": False}
        return {
            "shown": True,
            "day": my_day(self.user) if roles & ACTING else None,
            "pays": Role.FINANCE in roles,
            "reads": bool(roles & HANDLING_ROLES),
            "all_url": reverse("cases:index"),
        }
