"""The list and map of partners."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models import BasePage
from partners.models.partner_project_index_page import PartnerProjectIndexPage
from partners.models.partner_project_page import PartnerProjectPage
from partners.models.partner_town_page import PartnerTownPage
from partners.models.partnership import PartnerGroup, PartnershipKind, PartnershipStatus


@dataclass(frozen=True)
class GroupOfPartners:
    """Partners under one heading of the list."""

    group: PartnerGroup
    towns: list[PartnerTownPage]


class PartnerIndexPage(BasePage):
    """All partners of one language; they are its child pages. Whom to ask about it takes proposals of new ones."""

    search_kind = "town"

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "partners.PartnerTownPage",
        "partners.PartnerProjectIndexPage",
        "home.EasyReadPage",
    ]

    class Meta:
        verbose_name = _("partner towns")
        verbose_name_plural = _("lists of partner towns")

    def partners(self) -> list[PartnerTownPage]:
        """Its published partners in the editor's order, as lists need them: with language, without texts."""
        towns = PartnerTownPage.objects.child_of(self).live().order_by("path")
        return list(towns.select_related("locale").defer_streamfields())

    def towns(self) -> list[PartnerTownPage]:
        """Those with an agreement that has not ended: what the front page shows."""
        current = {PartnershipKind.TWIN_TOWN, PartnershipKind.PARTNER_CITY}
        return [
            town
            for town in self.partners()
            if town.kind in current and town.status != PartnershipStatus.FORMER
        ]

    def projects(self) -> list[PartnerProjectPage]:
        """The published projects below it, with their places but without texts, newest first."""
        projects = PartnerProjectPage.objects.descendant_of(self).live().order_by("-begins", "path")
        texts = ("body", "result", "files", "funders", "sources")
        return list(projects.select_related("locale").defer(*texts))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the partners by group, the projects, and the page that lists the projects."""
        context = super().get_context(request, *args, **kwargs)
        partners = self.partners()
        context["partners"] = partners
        context["groups"] = grouped(partners)
        context["projects"] = self.projects()
        context["project_index"] = (
            PartnerProjectIndexPage.objects.child_of(self).live().defer_streamfields().first()
        )
        return context


def grouped(partners: list[PartnerTownPage]) -> list[GroupOfPartners]:
    """The partners under the headings that have any."""
    groups = (
        GroupOfPartners(group, [partner for partner in partners if partner.group == group])
        for group in PartnerGroup
    )
    return [group for group in groups if group.towns]
