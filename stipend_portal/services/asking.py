"""Asking those whose yes an application needs: guardians, and the others of a group."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from stipend_portal import rules
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import ApplicationVersion, GroupMember, GuardianApproval, OutboxMessage
from stipend_portal.questions.choices import APPOINTED, NOT_ASKED, ONE_UNREACHABLE, TWO

BOTH_LANGUAGES = ("sv", "en")

Status = GuardianApproval.Status


# Kept with an approval for the officers, where a paper application leaves nobody to write to.
NO_ADDRESS = gettext_noop("No e-mail address is known. The answer comes on paper.")
NOT_NAMED = gettext_noop("The paper application does not say who the guardian is.")


def _named(named: Mapping[str, Any], which: str) -> dict[str, Any]:
    """One guardian, to be asked by mail or, where no address is known, on paper."""
    row = {"name": named.get(f"{which}_name", ""), "email": named.get(f"{which}_email", "")}
    if row["email"]:
        return row
    return row | {"status": Status.UNREACHABLE, "reason": _(NO_ADDRESS) if row["name"] else _(NOT_NAMED)}


def _rows(custody: Mapping[str, Any], named: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The approvals that a situation needs, as fields of `GuardianApproval`."""
    situation = custody.get("situation")
    if situation == NOT_ASKED:
        return [{"status": Status.NOT_ASKED, "reason": named.get("private_reason", "")}]
    if situation is None:
        return []
    # Where a paper does not say, two are counted on: both decide together (föräldrabalken 6:13).
    both = situation in {TWO, ""}
    rows = [_named(named, which) for which in (("first", "second") if both else ("first",))]
    for row in rows:
        row["appointed"] = situation == APPOINTED
    if situation == ONE_UNREACHABLE:
        reason = named.get("missing_reason") or _(NO_ADDRESS)
        unreachable = {"name": named.get("missing_name", ""), "reason": reason}
        rows.append({"status": Status.UNREACHABLE, **unreachable})
    return rows


def _corrected(
    written: Iterable[Mapping[str, Any]], asked: Iterable[GuardianApproval | GroupMember]
) -> dict[str, str]:
    """Where someone is asked now, by the address she was written with; only where an officer corrected it.

    `asked` are the rows that came of what was `written`, in the same order.
    """
    return {
        row["email"].casefold(): person.email
        for row, person in zip(written, asked, strict=False)
        if row.get("email") and row["name"] == person.name and person.email
    }


def corrected_guardians(
    custody: Mapping[str, Any], named: Mapping[str, Any], asked: Iterable[GuardianApproval]
) -> dict[str, str]:
    """Where guardians are asked now, by the address they were written with in `custody` and `named`."""
    return _corrected(_rows(custody, named), asked)


def corrected_members(version: ApplicationVersion) -> dict[str, str]:
    """Where the members of a version are asked now, by the address they were written with in it."""
    rows = version.answers.get("members", {}).get("rows", ())
    return _corrected(rows, version.members.order_by("pk"))


def _with_corrections(
    rows: Iterable[Mapping[str, Any]], corrected: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The rows, asked where an officer has found the right address since it was written.

    Each must have an address of her own: where that would give two the same, all are asked as written.
    """
    written = [dict(row) for row in rows]
    right = [
        row | {"email": corrected.get(row["email"].casefold(), row["email"])} if row.get("email") else row
        for row in written
    ]
    addresses = [row["email"].casefold() for row in right if row.get("email")]
    return right if len(set(addresses)) == len(addresses) else written


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
    corrected: Mapping[str, str] | None = None,
) -> list[GuardianApproval]:
    """Ask each guardian about this version, by her own mail in both languages.

    The applicant's guardians are named in the version; a `member`'s by herself, in `custody` and `named`.
    A guardian who is not to be asked, or cannot be reached, becomes a row that a case officer settles.
    `corrected` are right addresses by those written before (see `corrected_guardians`): what is sent in
    again with an address known to be wrong is not sent there.
    """
    answers = version.answers
    custody = answers.get("custody", {}) if custody is None else custody
    named = answers.get("guardians", {}) if named is None else named
    approvals = []
    for row in _with_corrections(_rows(custody, named), corrected or {}):
        approval = GuardianApproval.objects.create(
            application=version.application, version=version, member=member, **row
        )
        approvals.append(approval)
        if approval.status == Status.INVITED:
            mail_guardian(approval)
    return approvals


def ask_members(
    version: ApplicationVersion, *, corrected: Mapping[str, str] | None = None
) -> list[GroupMember]:
    """Ask the others of the group to confirm their own parts, each by her own mail.

    `corrected` as for `ask_guardians`.
    """
    rows = version.answers.get("members", {}).get("rows", ())
    members = []
    for row in _with_corrections(rows, corrected or {}):
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
