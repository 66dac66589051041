"""Delegated decisions and corrections: which the board has not been told of, and telling it at a meeting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stipend_portal.formats import as_kronor
from stipend_portal.meetings import meetings_for, unreported
from stipend_portal.models import Decision
from stipend_portal.permissions import rounds_with
from stipend_portal.review.meetings.agenda import numbers_in
from stipend_portal.review.meetings.base import SECRETARY, MeetingPage, MeetingsPage
from stipend_portal.services.reporting import report_decisions


def outcome_words(decision: Decision) -> str:
    """Outcome and amount."""
    words = decision.get_outcome_display()
    return f"{words}, {as_kronor(decision.amount)}" if decision.amount else words


class DelegatedView(MeetingsPage):
    """All that no meeting has been told of."""

    template_name = "stipend_portal/review/meetings/delegated.html"
    page_title = gettext_lazy("Decisions to report to the board")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The decisions, and the meetings at which they can be reported."""
        decisions = unreported(self.request.user, self.own)
        keeps = rounds_with(self.own, SECRETARY)
        mine = [(round_id, role) for round_id, role in self.own if round_id in keeps]
        meetings = meetings_for(mine).filter(closed_at=None).order_by("on", "pk") if keeps else ()
        rows = [(decision, outcome_words(decision)) for decision in decisions]
        return super().get_context_data(rows=rows, meetings=meetings, **kwargs)


class ReportView(MeetingPage):
    """Report decisions to the board at a meeting."""

    template_name = "stipend_portal/review/meetings/report.html"
    needs = SECRETARY

    def get_page_title(self) -> str:
        """What is done here."""
        return _("Report decisions to the board")

    @cached_property
    def decisions(self) -> list[Decision]:
        """Those of the rounds whose secretary this person is and in which the body decides."""
        rounds = rounds_with(self.own, SECRETARY)
        waiting = unreported(self.request.user, self.own)
        body = self.meeting.body
        return list(waiting.filter(application__round__in=rounds, application__round__deciding_body=body))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The decisions, all chosen."""
        rows = [(decision, outcome_words(decision)) for decision in self.decisions]
        return super().get_context_data(rows=rows, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Report those that were chosen."""
        chosen = numbers_in(request.POST.getlist("decision"))
        if not chosen:
            return self.show(status=422, error=_("Choose at least one decision."))
        rows = report_decisions(meeting=self.meeting, actor=request.user, decisions=chosen)
        done = ngettext("%(count)d decision is reported.", "%(count)d decisions are reported.", len(rows))
        return self.back(done % {"count": len(rows)})
