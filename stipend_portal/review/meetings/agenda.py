"""Building the agenda: prepared cases of a round, with the adopted plan's proposals; and their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stipend_portal.agenda_items import items_of
from stipend_portal.formats import as_kronor
from stipend_portal.meetings import AGENDA_ROLES, cases_at_meetings
from stipend_portal.models import AgendaItem, AllocationPlan, Application, Round
from stipend_portal.models.decision import Outcome
from stipend_portal.permissions import rounds_with
from stipend_portal.phases import Work, phases_for
from stipend_portal.review.meetings.base import MeetingPage
from stipend_portal.review.meetings.shown import ShownItem, show_items
from stipend_portal.services.agenda import (
    adopted_lines,
    outdated_cases,
    plan_order,
    proposal_from,
    put_on_agenda,
    reorder,
)
from stipend_portal.states import State

# What is proposed is written here once, and changed case by case afterwards.
REASONS = {
    "money": gettext_lazy("Reason for cases that are proposed for money"),
    Outcome.REFUSED.value: gettext_lazy("Reason for cases that are proposed to be refused"),
}
LONGEST_REASON = 5000


@dataclass(frozen=True)
class Candidate:
    """A prepared case that can be put on the agenda, with what the adopted plan says of it."""

    case: Application
    proposal: str
    checked: bool = True
    # Whether its assessments have changed since: it then comes without the plan's proposal.
    outdated: bool = False


def numbers_in(values: list[str]) -> set[int]:
    """The keys among posted values."""
    return {int(value) for value in values if value.isdecimal() and len(value) < 19}


def outdated_words(cases: Sequence[Application]) -> str:
    """That the ranking is to be made anew, and for which cases."""
    return ngettext(
        "The assessments of %(cases)s have changed since the proposal for the money was adopted; it may be that "
        "someone who assessed it has jäv. Go back to ranking, rank anew and adopt the proposal again. Or mark "
        "below that the case comes on the agenda without a proposal.",
        "The assessments of %(cases)s have changed since the proposal for the money was adopted; it may be that "
        "someone who assessed them has jäv. Go back to ranking, rank anew and adopt the proposal again. Or mark "
        "below that the cases come on the agenda without a proposal.",
        len(cases),
    ) % {"cases": ", ".join(case.reference for case in cases)}


class AgendaView(MeetingPage):
    """Choose a round, then its prepared cases."""

    template_name = "stipend_portal/review/meetings/agenda.html"
    needs = AGENDA_ROLES
    free_text = ("reason-*",)

    def get_page_title(self) -> str:
        """What is done here."""
        return _("Put cases on the agenda")

    @cached_property
    def rounds(self) -> list[Round]:
        """The rounds in the phase of meetings that the body decides in and this person works in."""
        mine = rounds_with(self.own, AGENDA_ROLES)
        phases = sorted(phases_for(Work.DECIDE_IN_MEETING))
        rounds = Round.objects.filter(pk__in=mine, deciding_body=self.meeting.body, phase__in=phases)
        return list(rounds.order_by("-opens_at", "-pk"))

    @cached_property
    def round(self) -> Round | None:
        """The round that was chosen, or the only one there is."""
        chosen = numbers_in([self.request.GET.get("round", "")])
        found = [each for each in self.rounds if each.pk in chosen]
        return found[0] if found else self.rounds[0] if len(self.rounds) == 1 else None

    def free(self) -> QuerySet[Application]:
        """The prepared cases of the round that wait on no agenda, whoever may see them."""
        waiting = AgendaItem.objects.filter(application=OuterRef("pk"), decision=None, put_off=False)
        return Application.objects.filter(~Exists(waiting), round=self.round, state=State.PREPARED)

    def candidates(self, chosen: set[int] | None = None) -> list[Candidate]:
        """Those that this person sees, in the order of the adopted plan."""
        seen = cases_at_meetings(self.request.user, self.own)
        cases = list(self.free().filter(pk__in=seen).select_related("round"))
        lines = adopted_lines(cases)
        outdated = outdated_cases(lines.values(), self.request.user)
        cases.sort(key=lambda case: plan_order(case, lines))
        found = []
        for case in cases:
            line = None if case.pk in outdated else lines.get(case.pk)
            outcome, amount = proposal_from(case, line)
            words = str(Outcome(outcome).label) if outcome else ""
            proposal = f"{words}, {as_kronor(amount)}" if amount else words
            checked = chosen is None or case.pk in chosen
            found.append(Candidate(case, proposal, checked, case.pk in outdated))
        return found

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The rounds, and the cases of the one that was chosen."""
        candidates = self.candidates(context.pop("chosen", None)) if self.round else []
        return super().show(
            status,
            rounds=self.rounds,
            round=self.round,
            plan=AllocationPlan.objects.filter(round=self.round, adopted_at__isnull=False).first(),
            candidates=candidates,
            hidden=self.free().count() - len(candidates) if self.round else 0,
            reasons=[
                (name, label, self.request.POST.get(f"reason-{name}", "")) for name, label in REASONS.items()
            ],
            **context,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put the chosen cases last on the agenda, or say what is missing."""
        chosen = numbers_in(request.POST.getlist("case"))
        reasons = {name: request.POST.get(f"reason-{name}", "").strip() for name in REASONS}
        if not chosen:
            return self.show(status=422, chosen=chosen, error=_("Choose at least one case."))
        if any(len(reason) > LONGEST_REASON for reason in reasons.values()):
            return self.show(
                status=422, chosen=chosen, error=_("A reason may have at most 5,000 characters.")
            )
        outdated = [each.case for each in self.candidates(chosen) if each.outdated and each.checked]
        told = numbers_in(request.POST.getlist("told")) if "without" in request.POST else set()
        if {case.pk for case in outdated} - told:
            return self.show(status=422, chosen=chosen, error=outdated_words(outdated), without=outdated)
        items = put_on_agenda(meeting=self.meeting, actor=request.user, applications=chosen, reasons=reasons)
        done = ngettext("%(count)d case is on the agenda.", "%(count)d cases are on the agenda.", len(items))
        return self.back(done % {"count": len(items)})


class OrderView(MeetingPage):
    """The order of the agenda: a place for each case."""

    template_name = "stipend_portal/review/meetings/order.html"
    needs = AGENDA_ROLES

    def get_page_title(self) -> str:
        """What is done here."""
        return _("Change the order")

    @cached_property
    def rows(self) -> list[ShownItem]:
        """The cases that this person may see."""
        return show_items(self.meeting, [], items_of(self.meeting, self.request.user, self.own))

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The cases with their places, as they are or as they were typed."""
        typed = context.pop("typed", {})
        places = [(row, typed.get(row.item.pk, row.number)) for row in self.rows if row.item]
        return super().show(status, places=places, **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the order. Two with the same place stand as they stood."""
        typed = {
            row.item.pk: request.POST.get(f"place-{row.item.pk}", "").strip() for row in self.rows if row.item
        }
        wrong = [pk for pk, text in typed.items() if text and not (text.isdecimal() and len(text) < 5)]
        if wrong:
            return self.show(status=422, typed=typed, error=_("Write each place as a number, for example 3."))
        places = {pk: int(text) for pk, text in typed.items() if text}
        reorder(meeting=self.meeting, actor=request.user, places=places)
        return self.back(_("The order is saved."))
