"""The items of an agenda as a person may read them, and how each stands."""

from enum import StrEnum

from django.db.models import Prefetch

from home.models import User
from stipend_portal.meetings import cases_at_meetings
from stipend_portal.models import AgendaItem, CaseDocument, Meeting
from stipend_portal.permissions import RoundRoles
from stipend_portal.states import State

# What is drawn up after the decision is no ground for it.
AFTERWARDS = (CaseDocument.Kind.DECISION, CaseDocument.Kind.LETTER)


class Standing(StrEnum):
    """How a case on an agenda stands."""

    WAITS = "waits"
    DECIDED = "decided"
    PUT_OFF = "put_off"
    WITHDRAWN = "withdrawn"


def standing_of(item: AgendaItem) -> Standing:
    """How an item stands. A case that was taken back is not decided any more."""
    if item.decision_id:
        return Standing.DECIDED
    if item.put_off:
        return Standing.PUT_OFF
    return Standing.WITHDRAWN if item.application.state == State.WITHDRAWN else Standing.WAITS


def items_of(meeting: Meeting, user: User, roles: RoundRoles) -> list[AgendaItem]:
    """The items whose cases this person may see, in order; each case has its documents in `on_the_table`.

    The number of queries does not grow with the agenda.
    """
    documents = CaseDocument.objects.exclude(kind__in=AFTERWARDS).order_by("number")
    items = (
        AgendaItem.objects.filter(meeting=meeting, application__in=cases_at_meetings(user, roles))
        .select_related("application__round__programme", "application__applicant", "decision__corrected_by")
        .prefetch_related(
            "recused", Prefetch("application__documents", queryset=documents, to_attr="on_the_table")
        )
        .order_by("number", "pk")
    )
    return list(items)
