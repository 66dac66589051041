"""How the portal's templates write amounts, and the texts that BUN edits."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from stipend_portal.appeals import last_day_words
from stipend_portal.arrivals import has_time
from stipend_portal.formats import as_kronor
from stipend_portal.layout import as_html
from stipend_portal.models import Application
from stipend_portal.texts import text

register = template.Library()


@register.filter
def kronor(amount: int | Decimal | None) -> str:
    """`5000` as `5 000 kronor`, in the reader's language."""
    return as_kronor(amount)


@register.filter
def laid_out(words: str) -> SafeString:
    """Plain words that BUN has written, as paragraphs, headings and lists."""
    return as_html(words)


@register.filter
def came_at_a_time(moment: datetime, application: Application) -> bool:
    """Whether the time of an arrival is known: for what came on paper it need not be noted."""
    if application.applicant_id:
        return True
    return has_time(moment, closes_at=application.round.closes_at, zone=timezone.get_default_timezone())


@register.filter
def came_in(moment: datetime, application: Application) -> str:
    """`2027-03-01 14:05`, or the day alone where nobody noted the time."""
    form = "%Y-%m-%d %H:%M" if came_at_a_time(moment, application) else "%Y-%m-%d"
    return f"{timezone.localtime(moment):{form}}"


@register.filter
def last_day(day: date, form: str = "Y-m-d") -> str:
    """The last day to appeal, with why it is another than three weeks from the announcement."""
    return last_day_words(day, form)


@register.simple_tag(takes_context=True)
def portal_text(context: template.Context, key: str, contact: str = "") -> SafeString:
    """A text that BUN edits, as paragraphs. Whom to ask is the page's round's contact unless one is given."""
    asked = contact or getattr(context.get("round"), "contact", "")
    return as_html(text(key, contact=asked))
