"""The panel on the admin's front page: what waits for me."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from home.models import User
from stipend_portal.models import Application, OutboxMessage, SupplementRequest
from stipend_portal.permissions import RELEASING_ROLES, RoundRoles, round_roles
from stipend_portal.review.access import cases_for
from stipend_portal.review.acts import ACTS, STOP_WAITING, may_ever
from stipend_portal.review.messages import unanswered
from stipend_portal.services.message import WRITERS
from stipend_portal.states import Role, State, roles_for

SHOWN = 5

# In the order of the work. A decided case waits for the trip, not for anyone here.
WAITING: Mapping[State, Promise] = {
    State.SUBMITTED: _("New, to take into review"),
    State.IN_REVIEW: _("In review, to prepare"),
    State.PREPARED: _("Prepared, to decide"),
}


@dataclass(frozen=True)
class WaitingItem:
    """One case that waits."""

    url: str
    reference: str
    since: Any


@dataclass(frozen=True)
class WaitingGroup:
    """What waits for the same thing: how many, and the oldest of them."""

    title: str | Promise
    count: int
    url: str
    items: list[WaitingItem]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)


def _rounds_by_state(roles: RoundRoles) -> dict[State, set[int]]:
    """The rounds in which these roles can take a case in each state further; the table decides."""
    rounds: dict[State, set[int]] = defaultdict(set)
    for act in ACTS:
        if act.source in WAITING:
            allowed = roles_for(act.source, act.target)
            rounds[act.source] |= {round_id for round_id, role in roles if role in allowed}
    return rounds


def _waiting_cases(user: User, roles: RoundRoles) -> list[WaitingGroup]:
    mine = Q(pk__in=[])
    rounds = _rounds_by_state(roles)
    for state, ids in rounds.items():
        mine |= Q(state=state, round_id__in=ids)
    cases = cases_for(user, roles).filter(mine)
    counts = dict(cases.order_by().values_list("state").annotate(Count("pk")))
    groups = []
    for state, title in WAITING.items():
        if not rounds[state]:
            continue
        oldest = cases.filter(state=state).order_by("received_at", "pk")
        items = [_item(case, case.received_at) for case in oldest[:SHOWN]]
        url = f"{reverse('cases:index')}?state={state}&ordering=received_at"
        groups.append(WaitingGroup(title, counts.get(state, 0), url, items))
    return groups


def _cases_in(user: User, roles: RoundRoles, wanted: Iterable[Role]) -> QuerySet[Application]:
    """The cases of the rounds in which the person has one of the wanted roles."""
    ids = {round_id for round_id, role in roles if role in wanted}
    return cases_for(user, roles).filter(round_id__in=ids).order_by()


def _waiting_letters(user: User, roles: RoundRoles) -> WaitingGroup:
    letters = OutboxMessage.objects.filter(
        status=OutboxMessage.Status.HELD, application__in=_cases_in(user, roles, RELEASING_ROLES)
    ).exclude(prepared_by=user)
    oldest = letters.select_related("application").order_by("created_at")[:SHOWN]
    items = [_item(letter.application, letter.created_at) for letter in oldest]
    url = f"{reverse('cases:index')}?state={State.DECIDED}&ordering=received_at"
    return WaitingGroup(_("Letters to read and release"), letters.count(), url, items)


def _waiting_messages(user: User, roles: RoundRoles) -> WaitingGroup:
    messages = unanswered().filter(application__in=_cases_in(user, roles, WRITERS))
    oldest = messages.select_related("application").order_by("at", "pk")[:SHOWN]
    items = [_item(message.application, message.at) for message in oldest]
    url = f"{reverse('cases:index')}?unanswered=on&ordering=received_at"
    return WaitingGroup(_("Messages to answer"), messages.count(), url, items)


def _overdue_supplements(user: User, roles: RoundRoles) -> WaitingGroup:
    """Nobody answered in time, and nothing happens by itself: an officer goes on or waits longer."""
    requests = SupplementRequest.objects.filter(
        closed_at=None,
        due__lt=timezone.localdate(),
        application__in=_cases_in(user, roles, roles_for(STOP_WAITING.source, STOP_WAITING.target)),
    )
    oldest = requests.select_related("application").order_by("due", "pk")[:SHOWN]
    items = [_item(request.application, request.due) for request in oldest]
    url = f"{reverse('cases:index')}?state={State.SUPPLEMENT_REQUESTED}&ordering=received_at"
    return WaitingGroup(_("Not answered by the last day"), requests.count(), url, items)


def _item(case: Application, since: Any) -> WaitingItem:
    return WaitingItem(reverse("cases:case", args=[case.pk]), case.reference, since)


def waiting_for(user: User) -> list[WaitingGroup]:
    """What waits for a person, by kind of work; empty for someone who acts in no round."""
    roles = round_roles(user)
    if not any(role in RELEASING_ROLES for _round, role in roles):
        return []
    groups = [*_waiting_cases(user, roles), _waiting_letters(user, roles)]
    if any(may_ever(STOP_WAITING, frozenset({role})) for _round, role in roles):
        groups += [_waiting_messages(user, roles), _overdue_supplements(user, roles)]
    return groups


class WaitingPanel(Component):
    """“What waits for me”, first on the admin's front page."""

    name = "waiting"
    order = 50
    template_name = "stipend_portal/review/waiting.html"

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The groups, and whether this person reads cases at all."""
        groups = waiting_for(self.user)
        reads = self.user.has_perm("stipend_portal.view_application")
        return {"groups": groups, "reads": reads, "all_url": reverse("cases:index")}
