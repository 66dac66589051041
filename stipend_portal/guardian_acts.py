"""What may be done with a guardian's approval: one table for the guardian's page, the case page and the services.

Whoever has turned eighteen has no guardians any more, nobody is asked about a member of a group who stays at
home, nor about an older version, and after the decision nothing changes. What is left is in the table.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from stipend_portal import rules
from stipend_portal.models import GroupMember, GuardianApproval
from stipend_portal.states import UNDECIDED

Status = GuardianApproval.Status


class GuardianAct(Enum):
    """Everything that changes an approval."""

    # The guardian's own, on the page that her link leads to.
    ANSWER = "answer"
    TAKE_BACK = "take_back"
    CHANGE_TO_YES = "change_to_yes"
    # A case officer's.
    RECORD_ON_PAPER = "record_on_paper"
    GO_ON_WITHOUT = "go_on_without"
    ASK_AGAIN = "ask_again"


NOT_HEARD = frozenset({Status.INVITED, Status.UNREACHABLE, Status.NOT_ASKED})

FROM: Mapping[GuardianAct, frozenset[Status]] = {
    # A guardian who turns up after all is heard, also where an officer had gone on without her.
    GuardianAct.ANSWER: frozenset({Status.INVITED, Status.WAIVED}),
    GuardianAct.TAKE_BACK: frozenset({Status.APPROVED}),
    GuardianAct.CHANGE_TO_YES: frozenset({Status.DECLINED, Status.WITHDRAWN}),
    GuardianAct.RECORD_ON_PAPER: frozenset(Status),
    # Never over a no: the law lets one decide without another who is prevented, not against her.
    GuardianAct.GO_ON_WITHOUT: NOT_HEARD,
    # Nobody is asked again who has answered.
    GuardianAct.ASK_AGAIN: NOT_HEARD | {Status.WAIVED},
}


def still_needed(approval: GuardianApproval, today: date) -> bool:
    """Whether the young person of this approval still is under eighteen, so that guardians have a say.

    The approval's `application` with its `round`, and its `member`, are read.
    """
    application = approval.application
    young = approval.member or application
    return rules.needs_guardians(young.birth_date, age_day=application.round.age_day, today=today)


def comes_along(approval: GuardianApproval) -> bool:
    """Whether the young person still is part of the trip: a member of a group may have said no."""
    return approval.member is None or approval.member.status != GroupMember.Status.DECLINED


def _another_decides(approval: GuardianApproval, current: Iterable[GuardianApproval]) -> bool:
    return any(
        other.pk != approval.pk
        and other.member_id == approval.member_id
        and other.status in {Status.INVITED, Status.APPROVED}
        for other in current
    )


def acts_now(
    approval: GuardianApproval, current: Iterable[GuardianApproval], today: date
) -> frozenset[GuardianAct]:
    """What may be done with an approval. `current` are all those of the newest version.

    Going on without a guardian means that another decides alone, so there must be another who has
    approved or may yet (föräldrabalken 6:13). Only for a young person who cannot ask anyone at all does an
    officer judge by herself.
    """
    current = list(current)
    waited_for = any(each.pk == approval.pk for each in current) and comes_along(approval)
    if not waited_for or approval.application.state not in UNDECIDED or not still_needed(approval, today):
        return frozenset()
    acts = {act for act, statuses in FROM.items() if approval.status in statuses}
    if approval.status != Status.NOT_ASKED and not _another_decides(approval, current):
        acts.discard(GuardianAct.GO_ON_WITHOUT)
    return frozenset(acts)


def status_on_paper(approval: GuardianApproval, approves: bool) -> Status | None:
    """What a yes or a no on paper makes of an approval; None where it says nothing new."""
    if approves:
        return None if approval.status == Status.APPROVED else Status.APPROVED
    if approval.status in {Status.DECLINED, Status.WITHDRAWN}:
        return None
    return Status.WITHDRAWN if approval.status == Status.APPROVED else Status.DECLINED


def is_taken(email: str, approval: GuardianApproval, current: Iterable[GuardianApproval]) -> bool:
    """Whether an address is that of someone in the group, or of another of the young person's guardians.

    Each must answer for herself, so each must have an address of her own.
    """
    members = GroupMember.objects.filter(version=approval.version_id)
    taken = {approval.application.email, *members.values_list("email", flat=True)}
    taken |= {
        other.email for other in current if other.pk != approval.pk and other.member_id == approval.member_id
    }
    return email.casefold() in {each.casefold() for each in taken}
