"""A piece of news."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.about_pages import AboutPages
from home.models.base import BasePage

NEWEST_FIRST = ("-day", "-pk")


class NewsPage(AboutPages, BasePage):
    """News of a day. What is changed later is marked as such, so that nobody takes it for what was said then."""

    search_kind = "news"

    day = models.DateField(_("published on"), default=timezone.localdate, db_index=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("day"),
        FieldPanel("body"),
        AboutPages.about_panel,
        AboutPages.areas_panel,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("day")]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    @classmethod
    def under(cls, area: Page) -> QuerySet["NewsPage"]:
        """The news under an area, by day."""
        return super().under(area).order_by(*NEWEST_FIRST)

    @classmethod
    def about(cls, page: Page) -> QuerySet["NewsPage"]:
        """The news about a page, by day."""
        return super().about(page).order_by(*NEWEST_FIRST)

    @property
    def shown_on(self) -> date:
        """The day of the news."""
        return self.day

    @property
    def updated_on(self) -> date | None:
        """The day it was last changed, where that is later than it was first published."""
        if self.first_published_at is None or self.last_published_at is None:
            return None
        first, last = (
            timezone.localdate(moment) for moment in (self.first_published_at, self.last_published_at)
        )
        return last if last > max(first, self.day) else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what it is about."""
        context = super().get_context(request, *args, **kwargs)
        context["subjects"] = self.subjects()
        return context
