"""Moving a round from one phase to the next, or one step back."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.permissions import round_roles, rounds_with
from stipend_portal.phases import Phase, neighbours
from stipend_portal.services.errors import CasesUndecided, NotAllowed, ReasonMissing, WrongState
from stipend_portal.services.round_event import record_round_event
from stipend_portal.states import UNDECIDED, Role, State

# Who says how far the work has come.
MOVING_ROLES = frozenset({Role.CASE_OFFICER})


def undecided_in(round_: Round) -> Mapping[State, int]:
    """How many cases of the round are not decided, by state: all of them, whoever may open them."""
    rows = Application.objects.filter(round=round_, state__in=UNDECIDED).order_by().values_list("state")
    return {State(state): count for state, count in rows.annotate(Count("pk"))}


@transaction.atomic
def change_phase(*, round: Round, source: Phase, to: Phase, actor: User, reason: str = "") -> None:
    """Move a round one step, forward or back; `source` is the phase the actor saw it in.

    A step back needs a reason, because work that was finished is taken up again. Raises `NotAllowed` for
    anyone but a case officer of the round, `WrongState` when the round has moved since or `to` is not the
    phase beside, `ReasonMissing`, and `CasesUndecided` when it is to be closed too early.
    """
    if round.pk not in rounds_with(round_roles(actor), MOVING_ROLES):
        raise NotAllowed
    locked = Round.objects.select_for_update().get(pk=round.pk)
    before, after = neighbours(locked.phase)
    if locked.phase != source or to not in {before, after}:
        raise WrongState
    if to == before and not reason:
        raise ReasonMissing({"phase": [source, to]})
    undecided = undecided_in(locked) if to == Phase.CLOSED else {}
    if undecided:
        raise CasesUndecided(undecided)
    Round.objects.filter(pk=locked.pk).update(phase=to)
    record_round_event(
        round=locked,
        kind=RoundEventKind.PHASE_CHANGED,
        actor=actor,
        reason=reason,
        data={"from": source, "to": to},
    )
    round.phase = to
