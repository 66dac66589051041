"""The same thing in easy words."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.base import BasePage


class EasyReadPage(BasePage):
    """The page above it, retold in easy words: short sentences, common words, one thing at a time."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("easy-to-read version")
        verbose_name_plural = _("easy-to-read versions")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """At most one under a page."""
        return super().can_create_at(parent) and not parent.get_children().type(cls).exists()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page that this one retells."""
        context = super().get_context(request, *args, **kwargs)
        context["retold"] = self.get_parent()
        return context
