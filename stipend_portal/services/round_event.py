"""Writing in the log of a round."""

from typing import Any

from home.models import User
from stipend_portal.models import Round, RoundEvent
from stipend_portal.models.round_event import RoundEventKind


def record_round_event(
    *, round: Round, kind: RoundEventKind, actor: User, reason: str = "", data: dict[str, Any] | None = None
) -> RoundEvent:
    """Add a line to the round's log, in the transaction of what it tells of."""
    return RoundEvent.objects.create(
        round=round, kind=kind, actor=actor, actor_name=str(actor), reason=reason, data=data or {}
    )
