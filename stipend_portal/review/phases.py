"""Going on to the next phase of a round, or back to the one before: a page that tells, and then does it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages

from home.models import User
from stipend_portal.phases import Phase, neighbours
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.review.round_page import RoundView, work_in
from stipend_portal.round_standing import left_before_next
from stipend_portal.services.errors import CasesUndecided, WrongState
from stipend_portal.services.phase import MOVING_ROLES, change_phase, undecided_in
from stipend_portal.states import UNDECIDED, State


class GoBackForm(ReviewForm):
    """Why work that was finished is taken up again."""

    reason = forms.CharField(
        label=gettext_lazy("Why does the round go back?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It is kept in the log of the round, with your name."),
        error_messages={"required": gettext_lazy("Write why the round goes back.")},
    )


class PhaseView(RoundView, View):
    """Base of both: GET shows what it means, POST does it."""

    template_name = "stipend_portal/review/phase.html"
    target: Phase

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a round that is not for this person, 403 for one she does not move, 409 when it is not time."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except WrongState:
            self.round.refresh_from_db(fields=["phase"])
            return self.refuse(409, _("The round has moved on"), self._moved_on())
        except CasesUndecided as error:
            return self.refuse(409, _("The round cannot be closed yet"), undecided_text(error))

    def _moved_on(self) -> str:
        return _(
            "Someone else has already moved the round, or you have in another window. It is now in the phase "
            "“%(phase)s”. Nothing has been changed by what you just did."
        ) % {"phase": self.round.get_phase_display()}

    def is_open_to(self, user: User) -> bool:
        """Only to those who say how far the work has come."""
        return bool(self.roles & MOVING_ROLES)

    def target_phase(self) -> Phase | None:
        """Where it would go from where it stands."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise what the service would, so that nobody fills in a form in vain."""
        target = self.target_phase()
        if target is None:
            raise WrongState
        self.target = target

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both phases, and what is done in the coming one."""
        return super().get_context_data(
            source=Phase(self.round.phase), target=self.target, work=work_in(self.target), **kwargs
        )

    def move(self, reason: str = "") -> HttpResponse:
        """Move the round from the phase that the page told of."""
        change_phase(
            round=self.round,
            source=_phase_or_stale(self.request.POST.get("from", "")),
            to=self.target,
            actor=self.request.user,
            reason=reason,
        )
        done = _("The round is now in the phase “%(phase)s”.") % {"phase": self.target.label}
        messages.success(self.request, done)
        return redirect("rounds:round", self.round.pk)


class NextPhaseView(PhaseView):
    """Go on."""

    def get_page_title(self) -> str:
        """Where to."""
        return _("Go on to “%(phase)s”") % {"phase": self.target.label}

    def target_phase(self) -> Phase | None:
        """The phase after."""
        return neighbours(self.round.phase)[1]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is left and what will be done."""
        self.check()
        undecided = undecided_in(self.round) if self.target == Phase.CLOSED else {}
        if undecided:
            raise CasesUndecided(undecided)
        return self.render_to_response(self.get_context_data(left=left_before_next(self.round)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        self.check()
        return self.move()


class PreviousPhaseView(PhaseView):
    """Go back, with a reason."""

    def get_page_title(self) -> str:
        """Where to."""
        return _("Go back to “%(phase)s”") % {"phase": self.target.label}

    def target_phase(self) -> Phase | None:
        """The phase before."""
        return neighbours(self.round.phase)[0]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the reason."""
        self.check()
        return self.render_to_response(self.get_context_data(form=GoBackForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or ask for the reason again."""
        self.check()
        form = GoBackForm(request.POST)
        if form.is_valid():
            return self.move(form.cleaned_data["reason"])
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _phase_or_stale(value: str) -> Phase:
    """The phase that a page told of. Raises `WrongState` when it told of none."""
    if value not in Phase:
        raise WrongState
    return Phase(value)


def undecided_text(error: CasesUndecided) -> str:
    """How many cases are not decided, and where they stand."""
    total = sum(error.counts.values())
    where = ", ".join(
        f"{State(state).label}: {error.counts[state]}"
        for state in State
        if state in UNDECIDED and state in error.counts
    )
    text = ngettext(
        "%(count)d case in the round is not decided (%(where)s). Decide it before you close the round. A "
        "case that you may not open is counted too.",
        "%(count)d cases in the round are not decided (%(where)s). Decide them before you close the round. "
        "Cases that you may not open are counted too.",
        total,
    )
    return text % {"count": total, "where": where}
