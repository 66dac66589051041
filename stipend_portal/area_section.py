"""The stipends under a priority area: told from data, and never longer than it is true."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from home.areas import AreaSection, register_area_section
from home.models import PriorityAreaPage
from stipend_portal.models.start_page import rounds_now, stays_true


@register_area_section("stipends")
def stipends(area: PriorityAreaPage, request: HttpRequest) -> AreaSection | None:
    """Which rounds are open, or when the next one opens, where the area's editor wants it."""
    if not area.shows_stipends:
        return None
    shown = rounds_now()
    html = render_to_string("stipend_portal/round_panel.html", shown, request)
    return AreaSection(_("Stipends"), html=html, max_age_seconds=stays_true(shown))
