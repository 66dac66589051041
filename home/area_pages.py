"""The page types of this app that show what is done under a priority area."""

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.areas import MOST_CARDS, AreaSection, register_area_pages, register_area_section
from home.events.event_times import seconds_until
from home.models import EventPage, NewsPage, OpportunityPage, StoryPage

register_area_pages("opportunities", OpportunityPage, _("Opportunities"))
register_area_pages("stories", StoryPage, _("Stories"))
register_area_pages("news", NewsPage, _("News"))


@register_area_section("events")
def coming_events(area: Page, request: HttpRequest) -> AreaSection | None:
    """The coming events, until the first of them is over."""
    found = EventPage.under(area).annotate(in_all=Window(Count("pk"))).select_related("locale")
    events = list(found.defer_streamfields()[:MOST_CARDS])
    if not events:
        return None
    true_for = min(seconds_until(event.over_at) for event in events)
    return AreaSection(gettext("Coming events"), events[0].in_all, events, max_age_seconds=true_for)
