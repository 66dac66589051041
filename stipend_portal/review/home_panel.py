"""The panel on the admin's front page: what waits for me."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from home.models import User
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.permissions import RELEASING_ROLES, RoundRoles, round_roles
from stipend_portal.review.access import cases_for
from stipend_portal.review.acts import BY_TARGET
from stipend_portal.states import TRANSITIONS, State

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
    for (source, target), allowed in TRANSITIONS.items():
        if source in WAITING and target in BY_TARGET:
            rounds[source] |= {round_id for round_id, role in roles if role in allowed}
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


def _waiting_letters(user: User, roles: RoundRoles) -> WaitingGroup:
    ids = {round_id for round_id, role in roles if role in RELEASING_ROLES}
    letters = OutboxMessage.objects.filter(
        status=OutboxMessage.Status.HELD,
        application__in=cases_for(user, roles).filter(round_id__in=ids).order_by(),
    ).exclude(prepared_by=user)
    oldest = letters.select_related("application").order_by("created_at")[:SHOWN]
    items = [_item(letter.application, letter.created_at) for letter in oldest]
    url = f"{reverse('cases:index')}?state={State.DECIDED}&ordering=received_at"
    return WaitingGroup(_("Letters to read and release"), letters.count(), url, items)


def _item(case: Application, since: Any) -> WaitingItem:
    return WaitingItem(reverse("cases:case", args=[case.pk]), case.reference, since)


def waiting_for(user: User) -> list[WaitingGroup]:
    """What waits for a person, by kind of work; empty for someone who acts in no round."""
    roles = round_roles(user)
    if not any(role in RELEASING_ROLES for _round, role in roles):
        return []
    return [*_waiting_cases(user, roles), _waiting_letters(user, roles)]


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
