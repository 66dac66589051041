"""Which cases come before and after the open one: those of the list the reader came from."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from stipend_portal.models import Application
from stipend_portal.permissions import RoundRoles
from stipend_portal.review.access import cases_for
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import NEWEST, ORDERS, after, backwards
from stipend_portal.review.case_list_query import CaseQuery, link_to, question_in
from stipend_portal.states import Role


@dataclass(frozen=True)
class Steps:
    """Addresses: back to the list, and to the cases beside; empty at either end of it."""

    list_url: str
    previous_url: str
    next_url: str


def _in_round(
    request: HttpRequest, case: Application, roles: frozenset[Role]
) -> tuple[int | None, int | None]:
    """The neighbours in the case's own round, the newest first: two queries along an index."""
    mine: RoundRoles = [(case.round_id, role) for role in roles]
    cases = cases_for(request.user, mine).order_by()

    def nearest(columns: tuple[str, ...]) -> int | None:
        return after(cases, columns, case).values_list("pk", flat=True).first()

    return nearest(backwards(NEWEST)), nearest(ORDERS[NEWEST])


def steps_from(request: HttpRequest, case: Application, roles: frozenset[Role]) -> Steps:
    """Where one can go from a case: along the list that the address tells of, or else along its round."""
    listed = question_in(request.GET)
    if listed:
        query = CaseQuery(Desk(request.user), listed)
        listed, (before, following) = query.text(), query.beside(case)
    else:
        before, following = _in_round(request, case, roles)
    suffix = link_to(listed)

    def url(pk: int | None) -> str:
        return f"{reverse('cases:case', args=[pk])}{suffix}" if pk else ""

    index = reverse("cases:index")
    return Steps(f"{index}?{listed}" if listed else index, url(before), url(following))
