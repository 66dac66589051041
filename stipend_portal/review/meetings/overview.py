"""The page of a meeting: who is there, the agenda, what was reported, and the days of the minutes."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from stipend_portal.agenda_items import items_of
from stipend_portal.meetings import AGENDA_ROLES, cases_at_meetings, room_for
from stipend_portal.models import Decision
from stipend_portal.review.meetings.base import SECRETARY, MeetingPage, meetings_crumbs
from stipend_portal.review.meetings.shown import (
    ShownItem,
    asked_about,
    minutes_warnings,
    show_items,
)
from stipend_portal.review.meetings.words import quorum_words
from stipend_portal.review.offers import Offer
from stipend_portal.review.pages import Crumb
from stipend_portal.states import Role

READS_LOG = AGENDA_ROLES | {Role.AUDITOR}


class MeetingView(MeetingPage):
    """Everything about a meeting on one page."""

    template_name = "stipend_portal/review/meetings/meeting.html"

    def get_page_title(self) -> str:
        """Body and day."""
        return str(self.meeting)

    def crumbs(self) -> list[Crumb]:
        """The way to the list; the meeting is itself the last step."""
        return meetings_crumbs()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it, in a number of queries that does not grow with the agenda."""
        meeting, user = self.meeting, self.request.user
        attendance = list(meeting.attendance.all())
        shown = show_items(meeting, attendance, items_of(meeting, user, self.own))
        rows = sorted(
            [*shown, *asked_about(meeting, user, self.own)], key=lambda row: (row.number, row.reference)
        )
        reported = self._reported()
        quorum = room_for(meeting, attendance, ()).quorum
        return super().get_context_data(
            attendance=attendance,
            quorum=quorum,
            quorum_words=quorum_words(quorum),
            rows=rows,
            hidden=meeting.items.count() - len(rows),
            reported=reported,
            reported_hidden=meeting.reported.count() - len(reported),
            offers=self._offers(
                shown, enough=quorum.reached, is_empty=not rows and not meeting.items.exists()
            ),
            warnings=minutes_warnings(meeting),
            log=self._log(),
            **kwargs,
        )

    def _reported(self) -> list[Decision]:
        cases = cases_at_meetings(self.request.user, self.own)
        return list(
            Decision.objects.filter(reported__meeting=self.meeting, application__in=cases)
            .select_related("application", "corrects")
            .order_by("decided_on", "pk")
        )

    def _log(self) -> list[ModelLogEntry]:
        """What has been done to the meeting, for those who read logs."""
        if not self.roles & READS_LOG:
            return []
        entries = registry.get_logs_for_instance(self.meeting)
        return list(entries.select_related("user").order_by("timestamp", "pk"))

    def _offers(self, shown: Sequence[ShownItem], *, enough: bool, is_empty: bool) -> list[Offer]:
        """What this person may do now, the next thing of the work first."""
        if self.meeting.closed_at:
            dates = self._offer(_("Write down the days of the minutes"), "minutes")
            return [dates] if self.roles & SECRETARY else []
        waiting = [row for row in shown if row.waits]
        going, here, building, last = [], [], [], []
        if self.roles & SECRETARY:
            here.append(self._offer(_("Write down who is here"), "attendance"))
            if waiting:
                going.append(Offer(_("Go through the agenda"), waiting[0].url))
                if self.meeting.on <= timezone.localdate():
                    going.append(self._offer(_("Decide as proposed"), "many"))
            last.append(self._offer(_("Report decisions to the board"), "report"))
            last.append(self._offer(_("Change day, place or members"), "change"))
            end = (_("Remove the meeting"), "remove") if is_empty else (_("Close the meeting"), "close")
            # When everything on the agenda is settled, what is left to do is to close.
            (going if shown and not waiting else last).append(self._offer(*end))
        if self.roles & AGENDA_ROLES:
            building.append(self._offer(_("Put cases on the agenda"), "agenda"))
            if len(shown) > 1:
                building.append(self._offer(_("Change the order"), "order"))
        ahead = going + here if enough else here + going
        return [*ahead, *building, *last] if going else [*building, *ahead, *last]

    def _offer(self, label: str, name: str) -> Offer:
        return Offer(label, reverse(f"meetings:{name}", args=[self.meeting.pk]))
