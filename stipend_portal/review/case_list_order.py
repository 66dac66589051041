"""The orders of the list, and what stands before and after a case in each of them.

All but one run along an index, so that neither the first nor the last page grows with the table.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from stipend_portal.formats import Text
from stipend_portal.models import Application, Assignment
from stipend_portal.states import State

# Counting and numbered pages stop here; the rest is reached page after page, or from the end.
MOST = 500

NEWEST, OLDEST = "-received_at", "received_at"
HANDLER = "handler"
NEWEST_FIRST = ("-received_at", "-pk")
OLDEST_FIRST = ("received_at", "pk")

# In the order of the work, not of the alphabet. The index in migration 0012 has the same words.
STATE_RANK = Case(
    *[When(state=state.value, then=Value(number)) for number, state in enumerate(State)],
    output_field=IntegerField(),
)
RANKS: Mapping[str, int] = {state.value: number for number, state in enumerate(State)}

ORDERS: Mapping[str, tuple[str, ...]] = {
    NEWEST: NEWEST_FIRST,
    OLDEST: OLDEST_FIRST,
    "name": ("applicant_name", "pk"),
    "-name": ("-applicant_name", "-pk"),
    "destination": ("destination", "pk"),
    "-destination": ("-destination", "-pk"),
    "amount": ("amount_applied", "pk"),
    "-amount": ("-amount_applied", "-pk"),
    "state": ("state_rank", *OLDEST_FIRST),
    "-state": ("-state_rank", *NEWEST_FIRST),
}

LABELS: Mapping[str, Text] = {
    NEWEST: _("Newest first"),
    OLDEST: _("Oldest first"),
    "name": _("Name, A to Z"),
    "-name": _("Name, Z to A"),
    "destination": _("Place, A to Z"),
    "-destination": _("Place, Z to A"),
    "-amount": _("Largest amount first"),
    "amount": _("Smallest amount first"),
    "state": _("State, in the order of the work"),
    "-state": _("State, backwards"),
    HANDLER: _("Handler"),
}


def with_handler(cases: QuerySet[Application]) -> QuerySet[Application]:
    """The cases joined to their handler, if they have one; there is at most one."""
    is_handler = Q(assignments__kind=Assignment.Kind.HANDLER)
    return cases.alias(handling=FilteredRelation("assignments", condition=is_handler))


def in_order(cases: QuerySet[Application], key: str) -> QuerySet[Application]:
    """The cases in an order.

    By handler only the newest are sorted, one more than `MOST`: no index runs over two tables.
    """
    if key == HANDLER:
        newest = cases.order_by(*NEWEST_FIRST)[: MOST + 1].values("pk")
        last, first = F("handling__user__last_name"), F("handling__user__first_name")
        by_name = (last.asc(nulls_last=True), first.asc(nulls_last=True), *NEWEST_FIRST)
        return with_handler(Application.objects.filter(pk__in=newest)).order_by(*by_name)
    return cases.alias(state_rank=STATE_RANK).order_by(*ORDERS[key])


def backwards(key: str) -> tuple[str, ...]:
    """The same order from its end."""
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in ORDERS[key])


def _values(case: Application) -> Mapping[str, Any]:
    names = ("received_at", "applicant_name", "destination", "amount_applied", "pk")
    return {**{name: getattr(case, name) for name in names}, "state_rank": RANKS[case.state]}


def after(cases: QuerySet[Application], columns: tuple[str, ...], case: Application) -> QuerySet[Application]:
    """Those that follow a case in the order of `columns`, from a query in that order."""
    values = _values(case)
    same, following = Q(), Q(pk__in=[])
    for column in columns:
        name = column.lstrip("-")
        sign = "lt" if column.startswith("-") else "gt"
        following |= same & Q(**{f"{name}__{sign}": values[name]})
        same &= Q(**{name: values[name]})
    first = columns[0]
    # What follows is no earlier by the first column: said apart, so that the database starts there in the index.
    start = Q(
        **{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": values[first.lstrip("-")]}
    )
    return cases.alias(state_rank=STATE_RANK).filter(start, following).order_by(*columns)
