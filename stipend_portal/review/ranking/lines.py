"""Writing amounts by hand, and the order of cases with the same mean."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from stipend_portal.amount_rules import most_for_each
from stipend_portal.formats import as_kronor
from stipend_portal.models import PlanLine
from stipend_portal.ranking import is_live
from stipend_portal.review.ranking.forms import PREFIX, AmountsForm, OrderForm, amount_field, cases_posted
from stipend_portal.review.ranking.pages import PlanActPage
from stipend_portal.review.ranking.rows import AMOUNTS_ON_PAGE
from stipend_portal.review.ranking.words import as_number, as_points
from stipend_portal.services.cut_line import equals_of, order_equals, set_amounts
from stipend_portal.services.errors import AmountTooLarge
from stipend_portal.services.plan_errors import OverThePot


class AmountsView(PlanActPage):
    """The amounts, a page of cases at a time."""

    template_name = "stipend_portal/review/ranking/amounts.html"
    changes = True

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Change amounts")

    @cached_property
    def live(self) -> list[PlanLine]:
        """Those that can be given an amount."""
        return [line for line in self.lines if is_live(line.application)]

    @cached_property
    def page(self) -> Page:
        """Those that are shown."""
        return Paginator(self.live, AMOUNTS_ON_PAGE).get_page(self.request.GET.get("p"))

    def form_for(self, lines: list[PlanLine], data: Any = None) -> AmountsForm:
        """A box for each of the lines."""
        most = most_for_each(self.seat.round, [line.application for line in lines])
        return AmountsForm(data, lines=lines, most=most)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is proposed now."""
        lines = list(self.page)
        return self.show_form(self.form_for(lines), lines)

    def show_form(self, form: AmountsForm, lines: list[PlanLine], status: int = 200) -> HttpResponse:
        """The boxes, in the order of the list."""
        rows = [
            {
                "case": line.application,
                "named": not line.application.protected,
                "mean": as_points(line.mean),
                "applied": as_number(line.application.amount_applied),
                "most": as_number(form.most[line.application_id]),
                "above": line.position <= self.plan.cut,
                "field": form[amount_field(line.application_id)],
            }
            for line in lines
        ]
        left = as_kronor(self.seat.round.remaining)
        return self.show(status=status, form=form, rows=rows, page_obj=self.page, available=left)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save all the boxes that were sent, or show them again with what was typed."""
        posted = cases_posted(request.POST)
        lines = [line for line in self.live if line.application_id in posted]
        form = self.form_for(lines, request.POST)
        if form.is_valid():
            try:
                set_amounts(plan=self.plan, actor=request.user, amounts=form.amounts)
            except OverThePot as error:
                form.refuse_sum(error.over)
            except AmountTooLarge as error:
                words = _("At most %(most)s for this application.") % {"most": as_kronor(error.most)}
                form.add_error(amount_field(error.application), words)
            else:
                messages.success(request, _("The amounts are saved."))
                return redirect(self.after())
        return self.show_form(form, lines, status=422)

    def after(self) -> str:
        """Where one goes on: the next page, or the list."""
        if self.page.has_next() and "next" in self.request.POST:
            page = reverse("ranking:amounts", args=[self.plan.pk])
            return f"{page}?p={self.page.next_page_number()}"
        return reverse("ranking:plan", args=[self.plan.pk])

    def typed(self) -> str:
        """The amounts, case by case."""
        names = {line.application_id: line.application.reference for line in self.lines}
        posted = self.request.POST
        return "\n".join(
            f"{names[key]}: {posted[f'{PREFIX}{key}']}" for key in sorted(cases_posted(posted) & names.keys())
        )


class OrderView(PlanActPage):
    """Move a case among those with the same mean, or say why it stands where it stands."""

    template_name = "stipend_portal/review/ranking/order.html"
    free_text = ("reason",)
    changes = True

    def get_page_title(self) -> str:
        """What is about to be done."""
        return _("Order of cases with the same mean")

    @cached_property
    def run(self) -> tuple[list[PlanLine], int]:
        """The case with its equals, and its place among them."""
        if self.kwargs["case"] not in {line.application_id for line in self.lines}:
            raise Http404
        return equals_of(self.lines, self.kwargs["case"])

    def show_form(self, form: OrderForm, status: int = 200) -> HttpResponse:
        """The equals in their order, and the reason."""
        run, place = self.run
        return self.show(
            status=status,
            form=form,
            equals=run,
            line=run[place],
            mean=as_points(run[place].mean),
            is_first=place == 0,
            is_last=place == len(run) - 1,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The reason that is kept now, if any."""
        run, place = self.run
        return self.show_form(OrderForm(initial={"reason": run[place].tie_reason}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move it, or show the page again with what was typed."""
        run, place = self.run
        form = OrderForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, status=422)
        try:
            order_equals(
                plan=self.plan,
                actor=request.user,
                application=run[place].application_id,
                step=form.cleaned_data["step"],
                reason=form.cleaned_data["reason"],
            )
        except OverThePot as error:
            words = _(
                "The money is not enough: another case would come above the line, and it would be %(over)s "
                "too much. Move the line up or lower amounts first."
            )
            form.add_error(None, words % {"over": as_kronor(error.over)})
            return self.show_form(form, status=422)
        return self.done(_("The reason is saved, and the cases stand in the order you chose."), self.plan)
