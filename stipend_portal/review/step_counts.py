"""How far people came with their applications in a round: numbers, without anyone in them."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from home.models import User
from stipend_portal.formats import Text
from stipend_portal.models import Round, StepCount
from stipend_portal.permissions import round_roles
from stipend_portal.questions import sections_for
from stipend_portal.review.pages import Crumb, ReviewPage
from stipend_portal.review.round_pages import round_crumbs
from stipend_portal.states import Role
from stipend_portal.statistics.small_numbers import FEWEST_SHOWN

READERS = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR, Role.STRATEGIST})


@dataclass(frozen=True)
class Stage:
    """One line: how many came so far, in words, and as a share of those who began (0 to 100)."""

    title: Text
    asked_of: Text
    number: str
    share: str
    width: int


def rounds_counted_for(user: User) -> set[int]:
    """The rounds whose numbers this person may see."""
    return {round_id for round_id, role in round_roles(user) if role in READERS}


def how_far(round_: Round) -> list[Stage]:
    """From begun to sent, page by page, as the stipend asks them now. Small numbers are only told as small."""
    counts = dict(StepCount.objects.filter(round=round_).values_list("step", "drafts"))
    begun = counts.get(StepCount.BEGUN, 0)
    pages = [(each.title, each.asked_of, each.slug) for each in sections_for(round_.programme)]
    stages = [
        (gettext_lazy("Begun"), "", StepCount.BEGUN),
        *pages,
        (gettext_lazy("Sent in"), "", StepCount.SENT),
    ]
    return [_stage(title, asked_of, counts.get(key, 0), begun) for title, asked_of, key in stages]


def _stage(title: Text, asked_of: Text, reached: int, begun: int) -> Stage:
    if 0 < reached < FEWEST_SHOWN:
        return Stage(title, asked_of, _("under %(number)d") % {"number": FEWEST_SHOWN}, "", 0)
    share = min(100, round(100 * reached / begun)) if begun else 0
    shown = _("%(share)d%%") % {"share": share} if begun >= FEWEST_SHOWN else ""
    return Stage(title, asked_of, number_format(reached, use_l10n=True, force_grouping=True), shown, share)


class StepCountsView(ReviewPage, TemplateView):
    """“How far people came” for one round."""

    template_name = "stipend_portal/review/step_counts.html"
    header_icon = "calendar"
    round: Round

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the numbers, if the round is one this person works in."""
        if kwargs["pk"] not in rounds_counted_for(request.user):
            raise Http404
        self.round = Round.objects.select_related("programme").get(pk=kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """What the page tells."""
        return _("How far people came")

    def crumbs(self) -> list[Crumb]:
        """The way to the round."""
        return round_crumbs(self.round)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The round and its stages."""
        return super().get_context_data(
            round=self.round, stages=how_far(self.round), fewest=FEWEST_SHOWN, **kwargs
        )
