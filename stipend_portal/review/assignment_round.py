"""Sharing the cases of a round out among its board members: choose how, see what it means, then do it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages

from stipend_portal.assignments import board_of, is_shared_out
from stipend_portal.phases import Work
from stipend_portal.review.pages import NO_ENTRY, refuse
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.review.round_page import RoundView
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.services.sharing_out import USUAL_EACH, How, Plan, assign_assessors, plan_assessors
from stipend_portal.services.transition import require_phase
from stipend_portal.states import Role


class SharingForm(ReviewForm):
    """How to share out, and how many assess each case."""

    how = forms.ChoiceField(
        label=gettext_lazy("How are the cases shared out?"),
        choices=How.choices,
        initial=How.ROUND_ROBIN,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the cases are shared out.")},
    )
    each = forms.IntegerField(
        label=gettext_lazy("Board members for each case"),
        min_value=1,
        initial=USUAL_EACH,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "review-short"}),
        help_text=gettext_lazy("Only where they are shared evenly."),
        error_messages={"invalid": gettext_lazy("Write a number, such as 2.")},
    )

    def __init__(self, *args: Any, board: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board

    def clean(self) -> dict[str, Any]:
        """A number of people that the board has."""
        data = super().clean() or self.cleaned_data
        if data.get("how") == How.ROUND_ROBIN and "each" not in self.errors:
            if not data.get("each"):
                self.add_error("each", _("Write how many board members assess each case."))
            elif data["each"] > self.board:
                self.add_error(
                    "each",
                    ngettext(
                        "The round has %(number)d board member. Write at most that.",
                        "The round has %(number)d board members. Write at most that.",
                        self.board,
                    )
                    % {"number": self.board},
                )
        data["each"] = data.get("each") or USUAL_EACH
        return data


class ShareOutView(RoundView, View):
    """GET asks how, and with an answer shows what it means. POST does what was shown."""

    template_name = "stipend_portal/review/share_out.html"

    def get_page_title(self) -> str:
        """What the page is for."""
        return _("Share out the cases")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a round that is not for this person, 403 for whoever is no officer of it, 409 in its wrong phase."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed:
            return self._refuse(403, _("Not for you"), str(NO_ENTRY))
        except WrongPhase:
            text = _(
                "The round is in the phase “%(phase)s”, and this is not done then. Nothing has been changed."
            )
            return self._refuse(409, _("Not in this phase"), text % {"phase": self.round.get_phase_display()})

    def _refuse(self, status: int, title: str, text: str) -> HttpResponse:
        return refuse(self.request, status=status, title=title, text=text, crumbs=self.crumbs())

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if Role.CASE_OFFICER not in self.roles:
            raise NotAllowed
        require_phase(self.round, Work.HANDLE)

    def make_form(self, data: Any = None) -> SharingForm:
        """The form, which knows how large the board is."""
        return SharingForm(data, board=board_of(self.round.pk).count())

    def plan(self, form: SharingForm) -> Plan:
        """What the answers mean now."""
        data = form.cleaned_data
        return plan_assessors(
            round=self.round, how=How(data["how"]), actor=self.request.user, each=data["each"]
        )

    def show(self, form: SharingForm, status: int = 200, **context: Any) -> HttpResponse:
        """The form, and the plan where there is one."""
        plan = self.plan(form) if form.is_bound and form.is_valid() else None
        now = plan_assessors(round=self.round, how=How.NOBODY, actor=self.request.user)
        page = self.get_context_data(
            form=form, plan=plan, now=now, shared_out=is_shared_out(self.round.pk), **context
        )
        return self.render_to_response(page, status=status)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, filled in and with its plan when the address has the answers."""
        self.check()
        form = self.make_form(request.GET if "how" in request.GET else None)
        return self.show(form, status=422 if form.errors else 200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, if it still is what was shown."""
        self.check()
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        data = form.cleaned_data
        mark = request.POST.get("plan") or "none"
        try:
            plan = assign_assessors(
                round=self.round, how=How(data["how"]), actor=request.user, each=data["each"], mark=mark
            )
        except WrongState:
            return self.show(form, status=409, has_changed=True)
        messages.success(request, _said(plan))
        return redirect("rounds:round", self.round.pk)


def _said(plan: Plan) -> str:
    if not plan.changes:
        return _("Nothing had to be changed.")
    if plan.leaving:
        return _("All assignments are taken away. Each board member now assesses each case.")
    number = len(plan.coming)
    words = ngettext(
        "%(number)d assignment is made. The board members see the cases when the assessing begins.",
        "%(number)d assignments are made. The board members see the cases when the assessing begins.",
        number,
    )
    return words % {"number": number}
