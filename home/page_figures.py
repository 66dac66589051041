"""What the site told in a year: stories, news and events, each counted once for both languages."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import EventPage, NewsPage, StoryPage
from home.year_figures import YearFigure, register_year_figures


@register_year_figures
def pages_of_the_year(year: int) -> list[YearFigure]:
    """What was published, and the events that were held: those that have begun and were not cancelled."""
    held = EventPage.objects.filter(starts_at__year=year, starts_at__lte=timezone.now(), cancelled=False)
    counted = {
        _("Stories from travellers"): _number(StoryPage.objects.filter(first_published_at__year=year)),
        _("News items"): _number(NewsPage.objects.filter(day__year=year)),
        _("Events held"): _number(held),
    }
    return [YearFigure(label, number) for label, number in counted.items() if number]


def _number(pages: QuerySet) -> int:
    return pages.live().filter(locale__language_code=settings.LANGUAGE_CODE).order_by().count()
