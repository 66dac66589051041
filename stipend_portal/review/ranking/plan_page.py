"""The page of one proposal: the ranked list, the line across it, and the money."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stipend_portal.allocation import Tally, tally
from stipend_portal.formats import as_kronor
from stipend_portal.ranking import changes_since, standings
from stipend_portal.review.pages import Crumb
from stipend_portal.review.ranking.pages import PlanActPage, round_crumbs
from stipend_portal.review.ranking.rows import notes_on_line, plan_rows
from stipend_portal.review.ranking.words import FIGURE, figures, over_words, rule_words
from stipend_portal.services.cut_line import bring_up_to_date, fill_pot, move_line
from stipend_portal.services.errors import ActRefused
from stipend_portal.services.plan_errors import OverThePot
from stipend_portal.services.plan_lock import HeldPlan, share_of


class PlanView(PlanActPage):
    """The list with its line. An officer moves the line in the phase of ranking; others read."""

    template_name = "stipend_portal/review/ranking/plan.html"

    def get_page_title(self) -> str:
        """The proposal's name, as its maker wrote it."""
        return self.plan.name

    def crumbs(self) -> list[Crumb]:
        """The way to the round's proposals."""
        return round_crumbs(self.seat.round)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list."""
        return self.show()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, the money, and what has changed since."""
        seat, plan = self.seat, self.plan
        lines = self.lines
        ranked = standings(seat.round, seat.user, seat.roles) if seat.reads_names else []
        cut = sum(line.position <= plan.cut for line in lines)
        counted = tally([share_of(line) for line in lines], cut, seat.round.remaining)
        shows_left = seat.reads_sums and not self.holds_hidden
        changes = changes_since(seat.round, lines, ranked) if seat.reads_names else None
        return super().get_context_data(
            rows=plan_rows(
                lines, cut, names=seat.reads_names, missing={each.case.pk: each.missing for each in ranked}
            ),
            cut=cut,
            places=len(lines),
            tally=counted,
            figures=figures(counted),
            notes=notes_on_line(lines, cut, counted, money=shows_left),
            shows_left=shows_left,
            changed=changed_words(changes.cases) if changes and changes.cases else "",
            rule=rule_words(plan),
            may_change=seat.may_rank and not plan.adopted_at and not self.holds_hidden,
            holds_hidden=self.holds_hidden,
            moving=moving_words(counted),
            **kwargs,
        )


def changed_words(cases: int) -> str:
    """How many cases have changed."""
    text = ngettext(
        "%(cases)d case has changed since the proposal was saved: withdrawn, decided, sent in, assessed or "
        "supplemented.",
        "%(cases)d cases have changed since the proposal was saved: withdrawn, decided, sent in, assessed or "
        "supplemented.",
        cases,
    )
    return text % {"cases": cases}


def moving_words(counted: Tally) -> dict[str, str]:
    """What the script says while the line moves; `{}` is where it puts an amount."""
    return {
        "kronor": _("%(amount)s kronor") % {"amount": FIGURE},
        "over": over_words(FIGURE),
        "unsaved": _("The line could not be saved. Check the connection, and load the page again."),
        "spoken": _("After place %(place)s. Above the line: %(total)s. Left: %(left)s.")
        % {"place": "{place}", "total": "{total}", "left": "{left}"},
    }


class LineView(PlanActPage):
    """Move the line: after a place, or to where the pot is full. Answers the page's script with figures."""

    changes = True
    # The service judges it with the lines it has locked.
    needs_all = False
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move it, and go back to where it stands now."""
        try:
            it = self.move()
        except OverThePot as error:
            return self.say_no(422, over_words(as_kronor(error.over)))
        except ValueError:
            return self.say_no(
                422, _("Write the place after which the line goes, with numbers: 0 is first of all.")
            )
        if self.asked_by_script:
            return JsonResponse(line_figures(it))
        return redirect(f"{reverse('ranking:plan', args=[self.plan.pk])}#line")

    def move(self) -> HeldPlan:
        """Do what was pressed. The button on a row, or up and down, goes before the box."""
        asked = self.request.POST
        if "fit" in asked:
            return fill_pot(plan=self.plan, actor=self.request.user)
        return move_line(
            plan=self.plan, actor=self.request.user, cut=int(asked.get("here") or asked.get("cut", ""))
        )

    @property
    def asked_by_script(self) -> bool:
        """Whether the answer is for the page's script."""
        return self.request.accepts("application/json") and not self.request.accepts("text/html")

    def refuse(self, error: ActRefused) -> HttpResponse:
        """In words for the script, too."""
        response = super().refuse(error)
        if self.asked_by_script:
            return JsonResponse({"problem": response.context_data["text"]}, status=response.status_code)
        return response

    def say_no(self, status: int, problem: str) -> HttpResponse:
        """The list as it is, with what was wrong."""
        if self.asked_by_script:
            return JsonResponse({"problem": problem}, status=status)
        page = PlanView()
        page.setup(self.request, *self.args, **self.kwargs)
        page.seat, page.plan = self.seat, self.plan
        return page.show(status=status, problem=problem)


def line_figures(it: HeldPlan) -> dict[str, Any]:
    """Where the line stands now, and the figures beside it."""
    return {
        "cut": it.plan.cut,
        "figures": figures(it.tally),
        "notes": notes_on_line(it.lines, it.plan.cut, it.tally),
    }


class UpdateView(PlanActPage):
    """Bring the list up to date with what has changed in the round."""

    changes = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and ask for a look at the line."""
        bring_up_to_date(plan=self.plan, actor=request.user)
        words = _("The list is up to date. Look at where the line is now, and at the amounts.")
        return self.done(words, self.plan)
