"""Asking those whose yes an application needs: guardians, and the others of a group."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from stipend_portal import rules
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import ApplicationVersion, GroupMember, GuardianApproval, OutboxMessage
from stipend_portal.questions.choices import APPOINTED, NOT_ASKED, ONE_UNREACHABLE

BOTH_LANGUAGES = ("sv", "en")

Status = GuardianApproval.Status


def _rows(custody: Mapping[str, Any], named: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The approvals that a situation needs, as fields of `GuardianApproval`."""
    situation = custody.get("situation")
    if situation == NOT_ASKED:
        return [{"status": Status.NOT_ASKED, "reason": named.get("private_reason", "")}]
    rows: list[dict[str, Any]] = [
        {"name": named[f"{which}_name"], "email": named[f"{which}_email"]}
        for which in ("first", "second")
        if named.get(f"{which}_email")
    ]
    for row in rows:
        row["appointed"] = situation == APPOINTED
    if situation == ONE_UNREACHABLE:
        unreachable = {"name": named["missing_name"], "reason": named["missing_reason"]}
        rows.append({"status": Status.UNREACHABLE, **unreachable})
    return rows


def mail_guardian(
    approval: GuardianApproval, kind: OutboxMessage.Kind = OutboxMessage.Kind.GUARDIAN_INVITATION
) -> None:
    """Ask a guardian, or remind her, in both languages: nobody knows which one she reads."""
    young = approval.member.name if approval.member else approval.application.applicant_name
    enqueue(
        kind=kind,
        application=approval.application,
        recipient=approval.email,
        languages=BOTH_LANGUAGES,
        context={"young": young},
        approval=approval,
    )


def mail_member(member: GroupMember, kind: OutboxMessage.Kind = OutboxMessage.Kind.MEMBER_INVITATION) -> None:
    """Ask a member of the group, or remind her, in both languages."""
    enqueue(
        kind=kind,
        application=member.application,
        recipient=member.email,
        languages=BOTH_LANGUAGES,
        member=member,
    )


def ask_guardians(
    version: ApplicationVersion,
    *,
    custody: Mapping[str, Any] | None = None,
    named: Mapping[str, Any] | None = None,
    member: GroupMember | None = None,
) -> list[GuardianApproval]:
    """Ask each guardian about this version, by her own mail in both languages.

    The applicant's guardians are named in the version; a `member`'s by herself, in `custody` and `named`.
    A guardian who is not to be asked, or cannot be reached, becomes a row that a case officer settles.
    """
    answers = version.answers
    custody = answers.get("custody", {}) if custody is None else custody
    named = answers.get("guardians", {}) if named is None else named
    approvals = []
    for row in _rows(custody, named):
        approval = GuardianApproval.objects.create(
            application=version.application, version=version, member=member, **row
        )
        approvals.append(approval)
        if approval.status == Status.INVITED:
            mail_guardian(approval)
    return approvals


def ask_members(version: ApplicationVersion) -> list[GroupMember]:
    """Ask the others of the group to confirm their own parts, each by her own mail."""
    members = []
    for row in version.answers.get("members", {}).get("rows", ()):
        member = GroupMember.objects.create(
            application=version.application,
            version=version,
            name=row["name"],
            birth_date=date.fromisoformat(row["birth_date"]),
            connection=row["connection"],
            email=row["email"],
        )
        members.append(member)
        mail_member(member)
    return members


def member_needs_guardians(member: GroupMember) -> bool:
    """Whether a member's guardians are to be asked, by the same rule as the applicant's."""
    round_ = member.application.round
    return rules.needs_guardians(member.birth_date, age_day=round_.age_day, today=timezone.localdate())
