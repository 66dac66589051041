"""One of a strategy's priority areas."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.base import BasePage


class PriorityAreaPage(BasePage):
    """A priority area; its place among its siblings is its place in the strategy."""

    search_kind = "strategy"

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.StrategyPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("priority area")
        verbose_name_plural = _("priority areas")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the strategy and all its areas, so that a reader can go on to the next."""
        context = super().get_context(request, *args, **kwargs)
        strategy = self.get_parent().specific
        context["strategy"] = strategy
        context["areas"] = strategy.areas()
        return context
