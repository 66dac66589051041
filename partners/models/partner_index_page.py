"""The list and map of partner towns."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models import BasePage
from partners.models.partner_town_page import PartnerTownPage


class PartnerIndexPage(BasePage):
    """All partner towns of one language; the towns are its child pages."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["partners.PartnerTownPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("partner towns")
        verbose_name_plural = _("lists of partner towns")

    def towns(self) -> list[PartnerTownPage]:
        """Its published towns in the editor's order, as cards need them: with language, without texts."""
        towns = PartnerTownPage.objects.child_of(self).live().order_by("path")
        return list(towns.select_related("locale").defer_streamfields())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the towns."""
        context = super().get_context(request, *args, **kwargs)
        context["towns"] = self.towns()
        return context
