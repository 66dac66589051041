"""The items of an agenda as a person may read them, and how each stands."""

from collections.abc import Sequence
from enum import StrEnum

from django.db.models import Prefetch

from home.models import User
from stipend_portal.meetings import AGENDA_ROLES, cases_at_meetings, meeting_roles
from stipend_portal.models import AgendaItem, CaseDocument, Meeting
from stipend_portal.permissions import RoundRoles, to_be_asked
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


def who_else_settles(items: Sequence[AgendaItem], besides: User) -> dict[int, list[str]]:
    """Who can decide, put off or take off what is closed to someone: names by number on the agenda.

    The secretaries and officers of the rounds who have not said that they have jäv; one who has not answered
    yet can do so. Asks two queries for each of these people: they are few.
    """
    rounds = {item.application.round_id for item in items}
    people = User.objects.filter(
        is_active=True, round_roles__round__in=rounds, round_roles__role__in=sorted(AGENDA_ROLES)
    )
    found: dict[int, list[str]] = {item.number: [] for item in items}
    cases = [item.application_id for item in items]
    for person in people.exclude(pk=besides.pk).distinct().order_by("last_name", "first_name", "pk"):
        roles = [(round_id, role) for round_id, role in meeting_roles(person) if role in AGENDA_ROLES]
        seen = set(cases_at_meetings(person, roles).filter(pk__in=cases).values_list("pk", flat=True))
        seen |= set(to_be_asked(person, roles).filter(pk__in=cases).values_list("pk", flat=True))
        for item in items:
            if item.application_id in seen:
                found[item.number].append(str(person))
    return found
