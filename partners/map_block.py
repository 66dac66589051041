"""The map of partner towns as a block of any page."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.page_cache import remembered


class PartnerMapBlock(blocks.StaticBlock):
    """All partner towns of the reader's language: the map, and the list that says the same."""

    class Meta:
        icon = "site"
        label = _("Map of partner towns")
        description = _(
            "The map with all partner towns, and the list of them. It follows the towns' own pages."
        )
        admin_text = _("Shows the map and the list of all partner towns.")
        group = _("Living data")
        template = "partners/map_block.html"

    is_previewable = True

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add what is drawn, once for all readers until something is published."""
        context = super().get_context(value, parent_context)
        language = get_language()
        context["drawn"] = remembered(f"partner-map-block:{language}", lambda: _draw(language))
        return context


def _draw(language: str | None) -> SafeString:
    # The models load after the blocks.
    from partners.map import partner_map
    from partners.models import PartnerIndexPage

    published = PartnerIndexPage.objects.live().filter(locale__language_code=language)
    index = published.defer_streamfields().first()
    if index is None:
        return SafeString("")
    towns = index.towns()
    context = {"index": index, "towns": towns, "map": partner_map(towns, None), "map_id": "-block"}
    return render_to_string("partners/map_block_drawn.html", context)
