"""Two or three proposals of a round, side by side."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from stipend_portal.models import AllocationPlan
from stipend_portal.ranking import is_live
from stipend_portal.review.ranking.pages import RankingPage
from stipend_portal.review.ranking.rounds import PlanSummary, summaries
from stipend_portal.review.ranking.words import as_number

FEWEST, MOST = 2, 3


@dataclass(frozen=True)
class ComparedRow:
    """One case, with what each proposal would give it: nothing below its line, empty where it is not in it."""

    reference: str
    url: str
    name: str
    protected: bool
    amounts: list[tuple[str, str]]
    # Whether it gets money in some of the proposals and not in others, or not the same.
    differs: bool


class CompareView(RankingPage):
    """What each case would get. The cases stand in the order of the first proposal."""

    template_name = "stipend_portal/review/ranking/compare.html"

    def get_page_title(self) -> str:
        """What the page does."""
        return _("Compare proposals")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The table, or what to choose."""
        found = summaries(self.seat)
        asked = [int(key) for key in request.GET.getlist("forslag") if key.isascii() and key.isdigit()]
        chosen = [plan for plan in found if plan.pk in asked]
        fits = FEWEST <= len(chosen) <= MOST
        problem = "" if fits or not request.GET else _("Choose two or three proposals.")
        return self.show(
            status=422 if problem else 200,
            plans=found,
            asked=asked,
            chosen=chosen if fits else [],
            rows=self.rows(chosen) if fits else [],
            problem=problem,
        )

    def rows(self, chosen: list[PlanSummary]) -> list[ComparedRow]:
        """The undecided cases of all of them, in the order of the first, then of the next."""
        plans = {plan.pk: plan for plan in AllocationPlan.objects.filter(pk__in=[each.pk for each in chosen])}
        amounts: defaultdict[int, dict[int, int]] = defaultdict(dict)
        cases = {}
        for each in chosen:
            plan = plans[each.pk]
            for line in self.seat.lines_of(plan)[0]:
                if is_live(line.application):
                    cases[line.application_id] = line.application
                    amounts[line.application_id][plan.pk] = line.amount if line.position <= plan.cut else 0
        rows = []
        for key, case in cases.items():
            given = [amounts[key].get(each.pk) for each in chosen]
            words = ["" if amount is None else as_number(amount) if amount else "–" for amount in given]
            shown = self.seat.reads_names
            rows.append(
                ComparedRow(
                    reference=case.reference,
                    url=reverse("cases:case", args=[case.pk]) if shown else "",
                    name=case.applicant_name if shown and not case.protected else "",
                    protected=shown and case.protected,
                    amounts=[(each.name, word) for each, word in zip(chosen, words, strict=True)],
                    differs=len(set(given)) > 1,
                )
            )
        return rows
