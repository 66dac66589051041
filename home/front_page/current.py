"""What is going on, on the front page: the newest piece of news, the newest story and the next event."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from home.events.event_times import seconds_until
from home.front_page.panels import Panel, register_front_page_panel
from home.models import EventIndexPage, EventPage, NewsIndexPage, NewsPage, StoryIndexPage, StoryPage
from home.models.event_page import coming
from home.models.news_page import NEWEST_FIRST
from home.pictures import attach_pictures
from home.serving.page_cache import remembered


@dataclass(frozen=True)
class Drawn:
    """The panel as it was drawn, and when it stops being true."""

    html: SafeString
    until: datetime | None


def current_panel(request: HttpRequest) -> Panel:
    """The panel in the reader's language, drawn once for all until something is published or an event is over."""
    language = get_language()
    drawn = remembered(f"current:{language}", lambda: _draw(request, language))
    return Panel(drawn.html, seconds_until(drawn.until) if drawn.until else None)


def _draw(request: HttpRequest, language: str | None) -> Drawn:
    """The panel; nothing where there is nothing to tell."""
    news = _first(NewsPage.objects.order_by(*NEWEST_FIRST), language)
    story = _first(StoryPage.objects.order_by("-first_published_at", "-pk"), language)
    event = _first(coming(EventPage.objects.filter(cancelled=False)), language)
    entries = {NewsIndexPage: news, StoryIndexPage: story, EventIndexPage: event}
    attach_pictures([entry for entry in entries.values() if entry])
    kinds = [(_list_of(entry, index), entry) for index, entry in entries.items() if entry]
    html = render_to_string("home/current_panel.html", {"kinds": kinds}, request) if kinds else ""
    return Drawn(SafeString(html), event.over_at if event else None)


def _first(pages: QuerySet, language: str | None) -> Page | None:
    found = pages.live().filter(locale__language_code=language)
    return found.select_related("locale").defer_streamfields().first()


def _list_of(entry: Page, index: type[Page]) -> Page:
    """The list that an entry stands in."""
    return index.objects.ancestor_of(entry).select_related("locale").defer_streamfields().get()


register_front_page_panel(current_panel, place="current")
