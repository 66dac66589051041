"""The list of cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from stipend_portal.formats import Text
from stipend_portal.review.bulk_acts import MOST_AT_ONCE, bulk_acts_for
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import NEWEST
from stipend_portal.review.case_list_query import CaseQuery
from stipend_portal.review.case_list_rows import drawn, rows_for
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, list_crumbs, refuse
from stipend_portal.review.paginator import read_page
from stipend_portal.review.saved_views import views_and_towns

# The fields that stand beside the list; the others are folded away.
FIRST = ("q", "state", "handler")


@dataclass(frozen=True)
class Heading:
    """A heading that sorts: where it leads, and which way the list runs by it now (empty: not by it)."""

    label: Text
    query: str
    runs: str


def headings(query: CaseQuery) -> Mapping[str, Heading]:
    """The headings by column. Choosing the one that the list runs by turns it round."""
    columns = {
        "name": (gettext_lazy("Name"), "name", "-name"),
        "destination": (gettext_lazy("Going to"), "destination", "-destination"),
        "amount": (gettext_lazy("Applied for"), "-amount", "amount"),
        "received": (gettext_lazy("Came in"), NEWEST, "received_at"),
        "handler": (gettext_lazy("Handler"), "handler", "handler"),
        "state": (gettext_lazy("State"), "state", "-state"),
    }
    found = {}
    for column, (label, usual, turned) in columns.items():
        runs = ""
        if query.order in {usual, turned}:
            runs = "descending" if query.order.startswith("-") else "ascending"
        found[column] = Heading(label, query.text(ordering=turned if query.order == usual else usual), runs)
    return found


class CaseListView(ReviewPage, TemplateView):
    """The cases a person may see, found by filters and words and in the order she wants.

    Nothing in it grows with the table: counting stops, every order runs along an index or is bounded, and
    what the lines tell is asked for the cases of the page only.
    """

    template_name = "stipend_portal/review/case_list.html"
    page_title = gettext_lazy("Cases")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """403 in plain words for a role that reads no cases."""
        if not request.user.has_perm("stipend_portal.view_application"):
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """The list is itself the last step."""
        return list_crumbs()[:1]

    @cached_property
    def query(self) -> CaseQuery:
        """What is asked for."""
        return CaseQuery(Desk(self.request.user), self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page of the list, and everything to ask for another."""
        query, desk = self.query, self.query.desk
        form, question = query.form, query.text()
        page = read_page(query, self.request.GET)
        views, towns = views_and_towns(desk.user)
        suggestions = {"destination": towns}
        acts = bulk_acts_for(desk)
        rows = rows_for(page.keys, desk, question)
        columns = {
            "acts": acts,
            "reads_whole": bool(desk.whole),
            "several_rounds": len(desk.rounds) > 1,
        }
        return super().get_context_data(
            page=page,
            rows=rows,
            lines=drawn(rows, **columns),
            on_page=",".join(str(key) for key in page.keys),
            question=question,
            headings=headings(query),
            chosen=query.chosen(),
            first_fields=[form.shown(name) for name in FIRST if name in form.fields],
            more_fields=[
                form.shown(name, suggestions.get(name, ())) for name in form.fields if name not in FIRST
            ],
            views=views,
            can_export=bool(desk.rounds),
            all_at_once=bool(acts) and not page.is_capped and page.count <= MOST_AT_ONCE,
            conflicts=desk.unanswered,
            **columns,
            **kwargs,
        )
