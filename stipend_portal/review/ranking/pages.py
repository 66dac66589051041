"""What the pages of ranking share: the way to them, who they are for, and how they say no."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from stipend_portal.models import AllocationPlan, PlanLine, Round
from stipend_portal.phases import Work
from stipend_portal.review.pages import Crumb, ReviewPage, refuse
from stipend_portal.review.ranking.access import Seat, seat_at, seat_in
from stipend_portal.review.ranking.words import phase_words, refusal
from stipend_portal.services.errors import ActRefused, NotAllowed
from stipend_portal.services.plan_errors import NotAllSeen, PlanAdopted
from stipend_portal.services.transition import require_phase


def index_crumbs() -> list[Crumb]:
    """The way to the choice of round."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("ranking:index"), "label": _("Ranking")},
    ]


def round_crumbs(round_: Round) -> list[Crumb]:
    """The way to a round's proposals."""
    return [*index_crumbs(), {"url": reverse("ranking:round", args=[round_.pk]), "label": round_.local_name}]


def plan_crumbs(plan: AllocationPlan) -> list[Crumb]:
    """The way to one proposal."""
    return [
        *round_crumbs(plan.round),
        {"url": reverse("ranking:plan", args=[plan.pk]), "label": plan.name},
    ]


class RankingPage(ReviewPage, View):
    """A page about one round: 404 where it is not for this person, and plain words where an act is not.

    A page that changes something sets `changes`, and says no before anyone fills it in.
    """

    header_icon = "list-ol"
    changes = False
    seat: Seat

    def find(self, request: HttpRequest, **kwargs: Any) -> None:
        """Find what the address is about, or raise `Http404`."""
        self.seat = seat_in(request.user, kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find, check, answer."""
        self.find(request, **kwargs)
        try:
            if self.changes:
                self.check()
            return super().dispatch(request, *args, **kwargs)
        except ActRefused as error:
            return self.refuse(error)

    def check(self) -> None:
        """Raise what the services would."""
        if not self.seat.is_officer:
            raise NotAllowed
        require_phase(self.seat.round, Work.RANK)

    def refuse(self, error: ActRefused) -> HttpResponse:
        """A page that leads back, with what was typed."""
        status, title, text = refusal(error, self.seat.round)
        return refuse(
            self.request, status=status, title=title, text=text, crumbs=self.crumbs(), words=self.typed()
        )

    def crumbs(self) -> list[Crumb]:
        """The way to the round's proposals."""
        return round_crumbs(self.seat.round)

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page itself."""
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The round, and where one goes back to."""
        seat = self.seat
        return super().get_context_data(
            seat=seat,
            round=seat.round,
            back_url=self.crumbs()[-1]["url"],
            wrong_phase="" if seat.may_rank or not seat.is_officer else phase_words(seat.round),
            **kwargs,
        )

    def done(self, words: str, plan: AllocationPlan | None = None) -> HttpResponse:
        """Say that it is done, on the page of the proposal or of the round."""
        messages.success(self.request, words)
        if plan:
            return redirect("ranking:plan", plan.pk)
        return redirect("ranking:round", self.seat.round.pk)


class PlanActPage(RankingPage):
    """A page about one proposal."""

    plan: AllocationPlan
    # Whether the act is about an adopted proposal, or not, or any (None).
    adopted: bool | None = False
    # Whether the act asks that one sees every case of the proposal.
    needs_all = True

    def find(self, request: HttpRequest, **kwargs: Any) -> None:
        """The proposal, and the person's seat in its round."""
        self.seat, self.plan = seat_at(request.user, kwargs["plan"])

    def check(self) -> None:
        """Raise what the services would."""
        super().check()
        if self.adopted is not None and self.adopted is not bool(self.plan.adopted_at):
            raise PlanAdopted
        if self.needs_all and self.holds_hidden:
            raise NotAllSeen

    @cached_property
    def _found(self) -> tuple[list[PlanLine], bool]:
        return self.seat.lines_of(self.plan)

    @property
    def lines(self) -> list[PlanLine]:
        """The lines that the person sees."""
        return self._found[0]

    @property
    def holds_hidden(self) -> bool:
        """Whether the proposal holds undecided cases that are closed to her."""
        return self._found[1]

    def crumbs(self) -> list[Crumb]:
        """The way to the proposal."""
        return plan_crumbs(self.plan)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The proposal."""
        return super().get_context_data(plan=self.plan, **kwargs)
