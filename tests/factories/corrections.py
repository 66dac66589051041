"""Decisions that correct others."""

from typing import Any

from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Decision
from stipend_portal.models.decision import Outcome
from stipend_portal.services.correction import correct_decision


def correct(case: Application, actor: User, **changes: Any) -> Decision:
    """Correct the decision to 3 000 kronor, unless changed. For the secretary of the round."""
    return correct_decision(
        **{
            "application": case,
            "actor": actor,
            "corrects": case.current_decision_id,
            "outcome": Outcome.PARTLY_GRANTED,
            "amount": 3_000,
            "reason": "Beloppet skrevs fel.",
            "basis_reference": "§ 12",
            "decided_on": timezone.localdate(),
            "why": "Ett skrivfel.",
            **changes,
        }
    )
