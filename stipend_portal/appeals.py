"""Until when a decision can be appealed: three weeks from the announcement (kommunallagen 13:5).

The board's decision is announced with the minutes of the meeting that made it, a delegated one with those of
the meeting that it was reported to. Nothing here counts what has not been announced.
"""

from datetime import date

from django.db.models import Q

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
