"""The calendar file of a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.events.calendar_files import calendar_file
from home.serving.page_cache import mark_public


@require_safe
def page_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """What a page has to put in a calendar; 404 where the page is not public or has nothing of the kind.

    A page type takes part by a method `calendar_entries() -> list[CalendarEntry]`. A list that a calendar follows is
    there even while it is empty: it says so by `calendar_may_be_empty`.
    """
    page = Page.objects.live().public().filter(pk=pk).specific().first()
    entries = page.calendar_entries() if page and hasattr(page, "calendar_entries") else []
    if not entries and not getattr(page, "calendar_may_be_empty", False):
        raise Http404
    return mark_public(request, calendar_file(entries, filename=f"{page.slug}.ics", name=page.title))
