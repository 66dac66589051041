"""The choice of round, and the page of a round's proposals."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from stipend_portal.allocation import Tally
from stipend_portal.models import AllocationPlan
from stipend_portal.permissions import group_roles, round_roles, to_be_asked
from stipend_portal.ranking import standings
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, refuse
from stipend_portal.review.ranking.access import SHOWN_TO, Seat, live_lines, rounds_for
from stipend_portal.review.ranking.pages import RankingPage, index_crumbs
from stipend_portal.review.ranking.words import as_number, figures, rule_words
from stipend_portal.round_sums import rounds_without_sums
from stipend_portal.states import UNDECIDED


class RankingIndexView(ReviewPage, TemplateView):
    """The rounds whose ranking this person reads."""

    template_name = "stipend_portal/review/ranking/index.html"
    header_icon = "list-ol"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, or plain words for those whose role does not include it."""
        if not group_roles(request.user) & SHOWN_TO:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """What the pages are about."""
        return _("Ranking")

    def crumbs(self) -> list[Crumb]:
        """The choice is itself the last step."""
        return index_crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rounds, the newest first."""
        user, roles = self.request.user, round_roles(self.request.user)
        rounds = rounds_for(user, roles).order_by("-opens_at", "-pk")
        kept = rounds_without_sums(user, roles)
        return super().get_context_data(rounds=rounds, kept=kept, **kwargs)


@dataclass(frozen=True)
class PlanSummary:
    """One proposal in the list of a round's proposals."""

    pk: int
    name: str
    url: str
    rule: str
    figures: dict[str, str]
    made_by: str
    changed: str
    adopted: bool
    # The sum leaves out cases that are closed to the reader, so nothing can be said of what is left.
    partial: bool
    over: bool


def summaries(seat: Seat) -> list[PlanSummary]:
    """The proposals of a round with what stands above their lines, of what this person sees."""
    plans = list(seat.plans)
    paid = live_lines().filter(
        plan__in=plans, application__in=seat.cases.values("pk"), position__lte=F("plan__cut"), amount__gt=0
    )
    rows = paid.order_by().values("plan").annotate(Count("pk"), Sum("application__people"), Sum("amount"))
    sums = {
        row["plan"]: (row["pk__count"], row["application__people__sum"], row["amount__sum"]) for row in rows
    }
    return [
        _summary(seat, plan, Tally(*sums.get(plan.pk, (0, 0, 0)), seat.round.remaining)) for plan in plans
    ]


def _summary(seat: Seat, plan: AllocationPlan, counted: Tally) -> PlanSummary:
    return PlanSummary(
        pk=plan.pk,
        name=plan.name,
        url=reverse("ranking:plan", args=[plan.pk]),
        rule=rule_words(plan),
        figures=figures(counted),
        made_by=str(plan.created_by),
        changed=timezone.localtime(plan.updated_at).strftime("%Y-%m-%d %H:%M"),
        adopted=bool(plan.adopted_at),
        partial=plan.holds_hidden or not seat.reads_sums,
        over=bool(counted.over) and seat.reads_sums,
    )


class RoundRankingView(RankingPage):
    """The proposals of one round, and how far its assessments have come."""

    template_name = "stipend_portal/review/ranking/round.html"

    def get_page_title(self) -> str:
        """The round."""
        return _("Ranking: %(round)s") % {"round": self.seat.round.local_name}

    def crumbs(self) -> list[Crumb]:
        """The way to the choice of round."""
        return index_crumbs()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list."""
        return self.show()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The proposals, and the assessments in numbers for those who handle the cases."""
        seat = self.seat
        context = super().get_context_data(plans=summaries(seat), **kwargs)
        if seat.reads_names:
            ranked = standings(seat.round, seat.user, seat.roles)
            unanswered = to_be_asked(seat.user, seat.roles).filter(
                round=seat.round, state__in=sorted(UNDECIDED)
            )
            context |= {
                "ranked": as_number(len(ranked)),
                "unassessed": sum(not each.standing.assessments for each in ranked),
                "missing": sum(each.missing for each in ranked),
                "unanswered": unanswered.count(),
                "late": [each.case for each in ranked if each.late],
            }
        return context
