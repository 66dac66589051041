"""Making a proposal, copying it, throwing it away, adopting it and taking that back: a page and a POST each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from stipend_portal.allocation import tally
from stipend_portal.formats import as_kronor
from stipend_portal.models import AllocationPlan
from stipend_portal.review.ranking.forms import NameForm, PlanForm
from stipend_portal.review.ranking.pages import PlanActPage, RankingPage
from stipend_portal.review.ranking.rows import notes_on_line
from stipend_portal.review.ranking.words import figures
from stipend_portal.services.allocation import adopt, copy_plan, delete_plan, make_plan, take_back
from stipend_portal.services.plan_errors import NameTaken
from stipend_portal.services.plan_lock import share_of


class NewPlanView(RankingPage):
    """A new proposal: every case in the order of the assessments, with an amount by a rule."""

    template_name = "stipend_portal/review/ranking/new.html"
    free_text = ("name",)
    changes = True

    def get_page_title(self) -> str:
        """What is about to be made."""
        return _("New proposal")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With what the stipend's rule says."""
        return self.show(form=PlanForm(round_=self.seat.round))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it, or show the form again with what was typed."""
        form = PlanForm(request.POST, round_=self.seat.round)
        if form.is_valid():
            data = form.cleaned_data
            try:
                plan = make_plan(
                    round=self.seat.round,
                    actor=request.user,
                    name=data["name"],
                    rule=AllocationPlan.Rule(data["rule"]),
                    value=data["value"],
                )
            except NameTaken:
                form.refuse_name()
            else:
                return self.done(_("The proposal is made. Now place the line."), plan)
        return self.show(status=422, form=form)


class CopyView(PlanActPage):
    """The same proposal under another name, to try something else."""

    template_name = "stipend_portal/review/ranking/copy.html"
    free_text = ("name",)
    changes = True
    adopted = None
    needs_all = False

    def get_page_title(self) -> str:
        """What is about to be made."""
        return _("Copy “%(name)s”") % {"name": self.plan.name}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With a name to begin from."""
        name = _("%(name)s, copy") % {"name": self.plan.name}
        return self.show(form=NameForm(initial={"name": name[:120]}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it, or show the form again with what was typed."""
        form = NameForm(request.POST)
        if form.is_valid():
            try:
                copy = copy_plan(plan=self.plan, actor=request.user, name=form.cleaned_data["name"])
            except NameTaken:
                form.refuse_name()
            else:
                return self.done(_("This is the copy."), copy)
        return self.show(status=422, form=form)


class DeleteView(PlanActPage):
    """Throw a proposal away."""

    template_name = "stipend_portal/review/ranking/confirm.html"
    changes = True

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Delete “%(name)s”") % {"name": self.plan.name}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What it means."""
        explanation = _(
            "The proposal is gone for good. No case is changed. The round's log tells that it was deleted."
        )
        return self.show(explanation=explanation, label=_("Delete"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        delete_plan(plan=self.plan, actor=request.user)
        return self.done(_("The proposal is deleted."))


class AdoptView(PlanActPage):
    """Make it the round's proposal to the board."""

    template_name = "stipend_portal/review/ranking/confirm.html"
    changes = True

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Adopt “%(name)s”") % {"name": self.plan.name}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What it means, the sum, and what is to be noted about it."""
        counted = tally([share_of(line) for line in self.lines], self.plan.cut, self.seat.round.remaining)
        explanation = _(
            "The amounts become the proposals on the agenda of the board's meeting. It is a proposal: the board "
            "decides on each case, and may decide otherwise. Nothing is sent to those who have applied."
        )
        return self.show(
            explanation=explanation,
            label=_("Adopt"),
            figures=figures(counted),
            available=as_kronor(counted.available),
            notes=notes_on_line(self.lines, self.plan.cut, counted),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        adopt(plan=self.plan, actor=request.user)
        return self.done(_("The proposal is adopted."), self.plan)


class TakeBackView(PlanActPage):
    """No longer let it be the round's proposal."""

    template_name = "stipend_portal/review/ranking/confirm.html"
    changes = True
    adopted = True

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Take back the adoption of “%(name)s”") % {"name": self.plan.name}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What it means."""
        explanation = _(
            "The proposal can be changed again, and its amounts are no longer the proposals on the agenda of a "
            "meeting. Another proposal can be adopted."
        )
        return self.show(explanation=explanation, label=_("Take back"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        take_back(plan=self.plan, actor=request.user)
        return self.done(_("The adoption is taken back."), self.plan)
