"""Until when a decision can be appealed: three weeks from the announcement (kommunallagen 13:5).

The board's decision is announced with the minutes of the meeting that made it; a delegated one, and one that
corrects another, with those of the meeting that it was reported to. A correction thus has three weeks of its
own, whatever became of the decision it corrects. Nothing here counts what has not been announced.
"""

from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.weekdays import ends_on
from stipend_portal.models import Decision, Meeting

# For whoever shows many: `Decision.objects.select_related(*MEETING_OF)`, then nothing more is asked.
MEETING_OF = ("agenda_item__meeting", "reported__meeting")


def meeting_of(decision: Decision) -> Meeting | None:
    """The meeting whose minutes tell of the decision; None when no meeting here does."""
    links = (Decision.agenda_item, Decision.reported)
    if any(link.is_cached(decision) for link in links):
        rows = [getattr(decision, link.related.get_accessor_name(), None) for link in links]
        return next((row.meeting for row in rows if row is not None), None)
    return Meeting.objects.filter(Q(items__decision=decision.pk) | Q(reported__decision=decision.pk)).first()


def appeal_until(decision: Decision) -> date | None:
    """The last day to appeal; None until the minutes that tell of the decision have been announced."""
    meeting = meeting_of(decision)
    return meeting.appeal_until if meeting else None


def last_day_words(day: date, form: str = "Y-m-d") -> str:
    """The day until which one can appeal, and why where it is not `day`, three weeks from the announcement.

    On a Saturday, a Sunday or a holiday the time does not end (lag 1930:173, 2 §). `form` is Django's.
    """
    counts = ends_on(day)
    if counts == day:
        return date_format(day, form)
    return _(
        "%(counts)s (the three weeks end on %(day)s, a Saturday, a Sunday or a holiday, so the next weekday "
        "counts)"
    ) % {"counts": date_format(counts, form), "day": date_format(day, form)}
