"""What every page has in common."""

from http import HTTPMethod
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from home.editing.owners import OwnedPageForm
from home.editing.page_rights import EditorsPagePermissionTester
from home.models.user import User
from home.page_cache import mark_public, remembered


class BasePage(Page):
    """A page with a summary, a date to look it over, and a copy kept for visitors without a session."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=300,
        help_text=_("One or two sentences: shown first on the page, in lists and by search engines."),
    )
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("The day by which somebody must check that the page is still true."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    settings_panels = [FieldPanel("owner"), FieldPanel("review_by"), *Page.settings_panels]
    base_form_class = OwnedPageForm
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=1.5)]

    # Pages are read; forms have views of their own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    @property
    def meta_description(self) -> str:
        """What search engines and shared links show."""
        return self.search_description or self.summary

    def permissions_for_user(self, user: User) -> EditorsPagePermissionTester:
        """What a person may do with the page."""
        return EditorsPagePermissionTester(user, self)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """What limits who may read the page; asked for only on a site that limits any page at all."""
        if not remembered("any-view-restriction", PageViewRestriction.objects.exists):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, and let a copy for visitors without a session be kept."""
        response = super().serve(request, *args, **kwargs)
        return mark_public(request, response, self.stays_true_for(response))

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """For how many seconds this response may be kept; None leaves it to the setting."""
        return None
