"""The map of partner towns beside the front page's heading."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home.page_cache import remembered
from home.panels import Panel, register_front_page_panel
from partners.map import partner_map
from partners.models import PartnerIndexPage


def partner_map_panel(request: HttpRequest) -> Panel:
    """The map in the reader's language; nothing where no list of partner towns is published."""
    language = get_language()
    lists = PartnerIndexPage.objects.live().filter(locale__language_code=language)
    index = remembered(f"partner-index:{language}", lists.defer_streamfields().first)
    if index is None:
        return Panel(SafeString(""))
    towns = index.towns()
    context = {"index": index, "towns": towns, "map": partner_map(towns, request)}
    return Panel(render_to_string("partners/front_page_panel.html", context, request))


register_front_page_panel(partner_map_panel, place="hero")
