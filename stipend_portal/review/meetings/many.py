"""Recording several decisions as they were proposed: chosen one by one, read through together, then done."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stipend_portal.agenda_items import items_of
from stipend_portal.amount_rules import most_for_each
from stipend_portal.formats import as_kronor
from stipend_portal.models import AgendaItem, Round
from stipend_portal.models.decision import WITH_MONEY
from stipend_portal.phases import Work, allows
from stipend_portal.review.forms import amount_problem, late_words
from stipend_portal.review.meetings.agenda import numbers_in
from stipend_portal.review.meetings.base import SECRETARY, MeetingPage
from stipend_portal.review.meetings.paragraphs import next_number, normal, number_of
from stipend_portal.review.meetings.shown import ShownItem, show_items
from stipend_portal.review.meetings.words import day_problem, no_quorum, why_not
from stipend_portal.round_sums import rounds_without_sums
from stipend_portal.services.errors import PotExceeded, WrongState
from stipend_portal.services.meeting_decision import decide_as_proposed
from stipend_portal.services.meeting_errors import NoQuorum, ParagraphTaken


@dataclass(frozen=True)
class Line:
    """A case that waits: what stands in the way of deciding it as proposed, or the paragraph it would get."""

    row: ShownItem
    item: AgendaItem
    problem: str
    paragraph: str = ""

    @property
    def read(self) -> str:
        """The mark of the proposal as it was read, so that a change of it is noticed."""
        item = self.item
        words = f"{item.proposed_outcome}|{item.proposed_amount}|{item.proposed_reason}"
        return hashlib.sha256(words.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Sum:
    """What the chosen cases take from the pot of a round, and what it holds; empty where that is kept from her."""

    round: Round
    amount: str
    left: str
    too_much: bool


def most_by_item(items: list[AgendaItem]) -> dict[int, int]:
    """The most for each case, in whole kronor, by key of item; asked for a round at a time."""
    by_round: defaultdict[Round, list[AgendaItem]] = defaultdict(list)
    for item in items:
        by_round[item.application.round].append(item)
    most = {}
    for round_, its in by_round.items():
        by_case = most_for_each(round_, [item.application for item in its])
        most |= {item.pk: by_case[item.application_id] for item in its}
    return most


class ManyView(MeetingPage):
    """Decide as proposed. The first POST shows what was chosen, the second does it: all of it or none."""

    template_name = "stipend_portal/review/meetings/many.html"
    needs = SECRETARY
    free_text = ("first",)

    def get_page_title(self) -> str:
        """What is done here."""
        return _("Decide as proposed")

    @cached_property
    def lines(self) -> list[Line]:
        """The cases that wait, as far as this person is secretary of their rounds."""
        keeps = {round_id for round_id, role in self.own if role in SECRETARY}
        attendance = list(self.meeting.attendance.all())
        rows = show_items(self.meeting, attendance, items_of(self.meeting, self.request.user, self.own))
        waiting = [
            (row, row.item)
            for row in rows
            if row.item and row.waits and row.item.application.round_id in keeps
        ]
        most = most_by_item([item for _row, item in waiting])
        return [Line(row, item, self._problem(row, item, most[item.pk])) for row, item in waiting]

    def _problem(self, row: ShownItem, item: AgendaItem, most: int) -> str:
        """Why this case cannot be decided as proposed; empty when it can."""
        case = item.application
        if not allows(case.round.phase, Work.DECIDE_IN_MEETING):
            return _("The round is not in the phase of meetings.")
        if words := day_problem(self.meeting, case):
            return words
        if not item.proposed_outcome:
            return _("It has no proposal.")
        if not item.proposed_reason:
            return _("The proposal has no reason.")
        if not row.room.quorum.reached:
            return no_quorum(row.room.quorum)
        if item.proposed_outcome in WITH_MONEY and (words := late_words(case)):
            return words
        return amount_problem(case, item.proposed_outcome, item.proposed_amount, most=most)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The cases that wait, none chosen."""
        return self.choose()

    def choose(
        self, status: int = 200, *, error: str = "", chosen: set[int] | None = None, first: str = ""
    ) -> HttpResponse:
        """The page on which cases are chosen."""
        return self.show(
            status,
            lines=self.lines,
            chosen=chosen or set(),
            error=error,
            first=first or normal(str(next_number(self.meeting))),
            ready=sum(not line.problem for line in self.lines),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what was chosen, or do it once it has been read."""
        chosen = numbers_in(request.POST.getlist("item"))
        first = request.POST.get("first", "").strip()[:20]
        number = number_of(first)
        if not chosen:
            return self.choose(422, error=_("Choose at least one case."), first=first)
        if not number:
            text = _("Write the first paragraph as a number, for example § 12.")
            return self.choose(422, error=text, chosen=chosen, first=first)
        ready = [line for line in self.lines if line.item.pk in chosen and not line.problem]
        if len(ready) < len(chosen):
            raise WrongState
        lines = [replace(line, paragraph=normal(str(number + at))) for at, line in enumerate(ready)]
        if "read" not in request.POST:
            return self.confirm(lines, first)
        if request.POST.getlist("read") != [line.read for line in lines]:
            raise WrongState
        return self._decide(lines, chosen, first)

    def confirm(self, lines: list[Line], first: str) -> HttpResponse:
        """The page on which everything that was chosen is read once more."""
        self.template_name = "stipend_portal/review/meetings/many_confirm.html"
        sums = self._sums(lines)
        return self.show(
            lines=lines,
            first=first,
            sums=sums,
            too_much=any(each.too_much for each in sums),
            many_url=reverse("meetings:many", args=[self.meeting.pk]),
        )

    def _sums(self, lines: list[Line]) -> list[Sum]:
        amounts = Counter[int]()
        rounds = {}
        for line in lines:
            round_ = line.item.application.round
            rounds[round_.pk] = round_
            amounts[round_.pk] += line.item.proposed_amount
        kept = rounds_without_sums(self.request.user, self.own)
        return [
            Sum(
                round_,
                as_kronor(amounts[pk]),
                "" if pk in kept else as_kronor(round_.remaining),
                amounts[pk] > round_.remaining,
            )
            for pk, round_ in rounds.items()
        ]

    def _decide(self, lines: list[Line], chosen: set[int], first: str) -> HttpResponse:
        try:
            decide_as_proposed(
                meeting=self.meeting,
                actor=self.request.user,
                chosen=[(line.item, line.paragraph) for line in lines],
            )
        except (PotExceeded, ParagraphTaken, NoQuorum) as error:
            text = " ".join([_("Nothing has been decided."), why_not(error)])
            return self.choose(422, error=text, chosen=chosen, first=first)
        done = ngettext("%(count)d decision is recorded.", "%(count)d decisions are recorded.", len(lines))
        return self.back(done % {"count": len(lines)})
