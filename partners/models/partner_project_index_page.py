"""The list of projects."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.models.listing import ListingPage
from partners.models.partner_project_page import PartnerProjectPage


class PartnerProjectIndexPage(ListingPage):
    """All projects of one language, newest first; they are its child pages."""

    search_kind = "project"

    parent_page_types = ["partners.PartnerIndexPage"]
    subpage_types = ["partners.PartnerProjectPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("list of projects")
        verbose_name_plural = _("lists of projects")

    def entries(self, request: HttpRequest) -> QuerySet[PartnerProjectPage]:
        """The published projects."""
        return PartnerProjectPage.objects.child_of(self).live().order_by("-begins", "path")
