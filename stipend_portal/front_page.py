"""The open round, on the front page: told from data, and never longer than it is true."""

from datetime import timedelta

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from home.page_cache import empty_on_change_of
from home.panels import Panel, register_front_page_panel
from stipend_portal.models import Programme, Round
from stipend_portal.queries import next_round, open_rounds


@register_front_page_panel
def round_panel(request: HttpRequest) -> Panel:
    """Which round is open and until when, or when the next one opens."""
    rounds, coming = open_rounds(), next_round()
    now = timezone.now()
    changes = [each.closes_at + timedelta(minutes=1) for each in rounds]
    changes += [coming.opens_at] if coming else []
    html = render_to_string(
        "stipend_portal/round_panel.html", {"open_rounds": rounds, "next_round": coming}, request
    )
    seconds = min((int((change - now).total_seconds()) for change in changes), default=None)
    return Panel(html, max_age_seconds=seconds)


empty_on_change_of(Round, Programme)
