"""A round's own page: where it stands, what is left to do, what holds in it, and what has happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from home.models import User
from stipend_portal.formats import Text, as_kronor
from stipend_portal.models import Round
from stipend_portal.models.criterion import weighed
from stipend_portal.permissions import READING_ROLES, round_roles
from stipend_portal.phases import ALLOWED, Phase, Work, neighbours
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, refuse
from stipend_portal.review.round_log import log_of
from stipend_portal.review.round_pages import links_for, round_crumbs
from stipend_portal.round_standing import counts_by_state, left_before_next
from stipend_portal.round_sums import rounds_without_sums
from stipend_portal.services.phase import MOVING_ROLES
from stipend_portal.states import Role

# Who does what, in the order of the work. Each phase allows some of it, see `phases.ALLOWED`.
WORK_WORDS: Mapping[Work, Text] = {
    Work.HANDLE: gettext_lazy("Case officers take cases into review, ask for more and prepare them."),
    Work.READ_TO_ASSESS: gettext_lazy("Board members answer about jäv and read the cases."),
    Work.ASSESS: gettext_lazy("Board members write and hand in their assessments."),
    Work.RANK: gettext_lazy("Case officers propose how the money is shared."),
    Work.DECIDE_IN_MEETING: gettext_lazy("The board decides, and its secretary records the decisions."),
    Work.DECIDE_BY_DELEGATION: gettext_lazy(
        "Decisions on delegation are recorded, for example that one came too late."
    ),
    Work.CORRECT: gettext_lazy("The secretary corrects what was written wrongly in a decision."),
}
NO_WORK = gettext_lazy("Nothing more is done in the cases. They can still be read.")


@dataclass(frozen=True)
class Step:
    """One phase in the row of steps, with what is done in it."""

    phase: Phase
    number: int
    is_now: bool
    is_past: bool
    work: list[Text]


def steps_of(round_: Round) -> list[Step]:
    """The phases in their order, with the present one marked."""
    order = list(Phase)
    now = order.index(Phase(round_.phase))
    return [
        Step(phase, at + 1, is_now=at == now, is_past=at < now, work=work_in(phase))
        for at, phase in enumerate(order)
    ]


def work_in(phase: Phase) -> list[Text]:
    """What the people of a round may do in a phase, in words."""
    return [words for work, words in WORK_WORDS.items() if work in ALLOWED[phase]] or [NO_WORK]


def may_edit(user: User) -> bool:
    """Whether someone sets up rounds."""
    return user.has_perm("stipend_portal.change_round")


def get_round(user: User, pk: int) -> tuple[Round, frozenset[Role]]:
    """A round and this person's roles in it, for those who work there or read about rounds.

    Raises `Http404` for everyone else.
    """
    found = {role for round_id, role in round_roles(user) if round_id == pk}
    roles = frozenset(found - {Role.COMMUNICATOR})
    reads = user.has_perm("stipend_portal.view_round") or may_edit(user)
    round_ = Round.objects.select_related("programme").filter(pk=pk).first() if roles or reads else None
    if round_ is None:
        raise Http404
    return round_, roles


class RoundView(ReviewPage):
    """Base of a round's pages: finds it, and leads back to it."""

    header_icon = "calendar"
    free_text = ("reason",)
    round: Round
    roles: frozenset[Role]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a round that is not for this person, 403 for a page of it that is not."""
        self.round, self.roles = get_round(request.user, kwargs["pk"])
        if not self.is_open_to(request.user):
            return self.refuse(403, _("Not for you"), str(NO_ENTRY))
        return super().dispatch(request, *args, **kwargs)

    def is_open_to(self, user: User) -> bool:
        """Whether the page is for someone who may see the round."""
        return True

    def refuse(self, status: int, title: str, text: str) -> HttpResponse:
        """A page that says why not, gives back what was written, and leads back to the round."""
        return refuse(
            self.request, status=status, title=title, text=text, crumbs=self.crumbs(), words=self.typed()
        )

    def crumbs(self) -> list[Crumb]:
        """The way to the round's page."""
        return round_crumbs(self.round)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The round, for every page of it."""
        return super().get_context_data(round=self.round, **kwargs)


class RoundPageView(RoundView, TemplateView):
    """The round's own page."""

    template_name = "stipend_portal/review/round.html"

    def get_page_title(self) -> str:
        """The round's name."""
        return self.round.name

    def crumbs(self) -> list[Crumb]:
        """The way to the list of rounds."""
        return round_crumbs(self.round)[:-1]

    @cached_property
    def reads_all(self) -> bool:
        """Whether this person reads all that happens in the round."""
        return bool(self.roles & READING_ROLES)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything, as far as it is for this person."""
        user = self.request.user
        before, after = neighbours(self.round.phase)
        edits = may_edit(user)
        return super().get_context_data(
            steps=steps_of(self.round),
            before=before,
            after=after,
            may_move=bool(self.roles & MOVING_ROLES),
            may_edit=edits,
            may_copy=user.has_perm("stipend_portal.add_round"),
            reads_all=self.reads_all,
            left=left_before_next(self.round) if self.reads_all else [],
            counts=self._counts() if self.reads_all else [],
            links=links_for(self.round, self.roles),
            dates=dates_of(self.round),
            facts=facts_of(self.round, sums=self.reads_sums),
            criteria=weighed(self.round.criteria.all()),
            people=list(self.round.roles.select_related("user").order_by("role", "pk")),
            log=log_of(self.round) if self.reads_all or edits else [],
            **kwargs,
        )

    @property
    def reads_sums(self) -> bool:
        """Whether what has been granted tells this person nothing that she may not know."""
        return self.reads_all and self.round.pk not in rounds_without_sums(self.request.user)

    def _counts(self) -> list[tuple[Text, int, str]]:
        """State, how many cases, and where they are listed."""
        cases = f"{reverse('cases:index')}?round={self.round.pk}"
        return [
            (state.label, count, f"{cases}&state={state}")
            for state, count in counts_by_state(self.round).items()
        ]


def dates_of(round_: Round) -> list[tuple[Text, str]]:
    """When the round opens and closes, and what is planned, in Swedish time."""
    moments = [
        (_("Opens"), _minute(round_.opens_at)),
        (_("Closes"), _minute(round_.closes_at)),
        (_("Completeness check done by"), _day(round_.completeness_due)),
        (_("Assessments handed in by"), _day(round_.assessment_due)),
        (_("Planned day of decision"), _day(round_.decision_planned)),
    ]
    return [(label, when) for label, when in moments if when]


def facts_of(round_: Round, *, sums: bool = False) -> list[tuple[Text, str]]:
    """What holds in the round, as it was published; with `sums` also what has been granted of the money."""
    ages = _("%(min)d to %(max)d years old on %(day)s") % {
        "min": round_.min_age,
        "max": round_.max_age,
        "day": _day(round_.age_day),
    }
    return [
        (_("Stipend"), round_.programme.name),
        (_("For whom"), ages),
        (_("Link to Åmål"), round_.get_residence_display()),
        (_("How applicants sign in"), round_.get_assurance_level_display()),
        (_("Money to grant"), as_kronor(round_.pot)),
        (_("Most for one person"), as_kronor(round_.ceiling)),
        *([(_("Granted so far"), as_kronor(round_.granted))] if sums else []),
        *([(_("Left to grant"), as_kronor(round_.remaining))] if sums else []),
        (_("Who decides"), round_.deciding_body),
        (_("Blind assessment"), _("Yes") if round_.blind else _("No")),
    ]


def _minute(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day else ""
