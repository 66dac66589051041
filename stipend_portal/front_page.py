"""The open round, on the front page: told from data, and never longer than it is true."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from home.front_page.panels import Panel, register_front_page_panel
from home.serving.page_cache import empty_on_change_of
from stipend_portal.models import GroupAmount, Programme, Round
from stipend_portal.models.start_page import rounds_now, stays_true


@register_front_page_panel
def round_panel(request: HttpRequest) -> Panel:
    """Which round is open and until when, or when the next one opens."""
    shown = rounds_now()
    html = render_to_string("stipend_portal/round_panel.html", shown, request)
    return Panel(html, max_age_seconds=stays_true(shown))


empty_on_change_of(Round, Programme, GroupAmount)
