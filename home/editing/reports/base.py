"""What the reports share: who may read them, and which pages they are about."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy


class EditorsReport(ReportView):
    """A report for those who write pages, about the pages that they may write."""

    # One for all, so that a report of something else than pages asks for the same right.
    permission_policy = PagePermissionPolicy()
    any_permission_required = ("add", "change")
    is_searchable = False

    def pages(self) -> QuerySet[Page]:
        """The pages that this person may write."""
        return self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"change"})

    def get_filename(self) -> str:
        """The name of the spreadsheet."""
        return self.index_url_name


class EditorsMenuItem(MenuItem):
    """An entry in the menu for those who write pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it is of use to this person."""
        return user_has_any_page_permission(request.user)
