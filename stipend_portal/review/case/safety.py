"""Young people who must not be asked about at home: how a case officer reaches them."""

from collections.abc import Iterable
from dataclasses import dataclass

from stipend_portal.models import ApplicationVersion, GroupMember, GuardianApproval
from stipend_portal.questions import GUARDIANS


@dataclass(frozen=True)
class SafeContact:
    """Who it is, how she wants to be reached, and what she has told."""

    name: str
    contact: str
    reason: str


def _told_by(member: GroupMember | None, version: ApplicationVersion) -> dict[str, str]:
    answers = member.custody if member else version.answers
    return answers.get(GUARDIANS.key, {})


def safe_contacts(approvals: Iterable[GuardianApproval], version: ApplicationVersion) -> list[SafeContact]:
    """Those of the newest `version` who cannot or must not ask a guardian, from its `approvals`."""
    found = []
    for approval in approvals:
        if approval.status == GuardianApproval.Status.NOT_ASKED:
            told = _told_by(approval.member, version)
            young = approval.member.name if approval.member else version.answers["about"]["full_name"]
            found.append(SafeContact(young, told.get("safe_contact", ""), told.get("private_reason", "")))
    return found
