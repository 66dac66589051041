"""What readers wait for an answer to, on the front page of the admin."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from home.models import AccessibilityReport, User

# So many are named on the front page; the list has them all.
NAMED = 5


def may_answer(user: User) -> bool:
    """Whether this person answers what readers tell about accessibility."""
    return policy_registry.get_by_type(AccessibilityReport).user_has_permission(user, "change")


def waiting_reports(user: User) -> list[AccessibilityReport]:
    """The reports that wait for an answer from this person or a colleague, the most urgent first."""
    if not may_answer(user):
        return []
    waiting = AccessibilityReport.objects.filter(state=AccessibilityReport.State.NEW)
    return list(waiting.order_by("answer_by", "pk"))


class ReportsPanel(Component):
    """How many reports wait, how many too long, and the first of them. Empty for those who do not answer."""

    name = "accessibility_reports"
    order = 60
    template_name = "home/admin/waiting_reports.html"

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The numbers and the first few."""
        reports, today = waiting_reports(self.user), timezone.localdate()
        overdue = sum(report.is_overdue(today) for report in reports)
        return {"reports": reports[:NAMED], "waiting": len(reports), "overdue": overdue}
