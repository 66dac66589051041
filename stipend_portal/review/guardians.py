"""How far the guardians have come: the difference between received and complete."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stipend_portal.models import GuardianApproval

Status = GuardianApproval.Status


@dataclass(frozen=True)
class GuardianProgress:
    """How many guardians were asked about the newest version, and what they have said."""

    asked: int
    approved: int
    declined: int

    @property
    def is_complete(self) -> bool:
        """Whether every guardian has approved; an applicant of full age has none to wait for."""
        return self.approved == self.asked

    @property
    def text(self) -> str:
        """In words: `1 of 2`."""
        if not self.asked:
            return _("Not needed")
        return _("%(approved)d of %(asked)d") % {"approved": self.approved, "asked": self.asked}


def guardian_progress(approvals: Iterable[GuardianApproval]) -> GuardianProgress:
    """Count the answers to the newest version that guardians were asked about."""
    approvals = list(approvals)
    newest = max((approval.version_id for approval in approvals), default=None)
    statuses = [approval.status for approval in approvals if approval.version_id == newest]
    return GuardianProgress(
        asked=len(statuses),
        approved=statuses.count(Status.APPROVED),
        declined=statuses.count(Status.DECLINED),
    )
