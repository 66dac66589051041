"""The map of partner towns beside the front page's heading."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home.front_page.panels import Panel, register_front_page_panel
from home.serving.page_cache import remembered
from partners.map import partner_map
from partners.marks import town_marks
from partners.models import PartnerIndexPage


def partner_map_panel(request: HttpRequest) -> Panel:
    """The map in the reader's language, drawn once for all until something is published."""
    language = get_language()
    return Panel(remembered(f"partner-map:{language}", lambda: _draw(request, language)))


def _draw(request: HttpRequest, language: str | None) -> SafeString:
    """The panel; nothing where no list of partner towns is published."""
    index = (
        PartnerIndexPage.objects.live().filter(locale__language_code=language).defer_streamfields().first()
    )
    if index is None:
        return SafeString("")
    towns = index.towns()
    context = {
        "index": index,
        "towns": towns,
        "map": partner_map(town_marks(towns, request), map_id="karta-start"),
    }
    return render_to_string("partners/front_page_panel.html", context, request)


register_front_page_panel(partner_map_panel, place="hero")
