"""Letting the answers of guardians and members stand for a new version with the same words."""

from typing import Any

from django.utils import timezone

from stipend_portal.guardian_acts import comes_along, still_needed
from stipend_portal.models import ApplicationVersion, GroupMember, GuardianApproval
from stipend_portal.services.asking import mail_guardian, mail_member

NOT_COPIED = frozenset({"id", "nonce", "version_id", "member_id", "invited_at", "reminders", "reminded_at"})


def _copy(row: GuardianApproval | GroupMember, *, asked_anew: bool, **fields: Any) -> Any:
    """The same answer as a row of its own; who is not asked anew keeps the time she was asked at.

    By that time her old link finds the copy (see `guardian.carried_on_as`).
    """
    same = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in NOT_COPIED
    }
    copy = type(row).objects.create(**same, **fields)
    if not asked_anew:
        # A new row is given the time of now, whatever it is made with.
        type(row).objects.filter(pk=copy.pk).update(invited_at=row.invited_at)
    return copy


def carry_answers_over(before: ApplicationVersion, version: ApplicationVersion) -> None:
    """Give the new version the answers that guardians and members gave to the one before.

    Who has not answered yet gets a new link, because the old one leads to the version before; the guardians
    of someone who has turned eighteen are asked no more, and those of a member who stays at home are not
    written to.
    """
    members: dict[int | None, GroupMember | None] = {None: None}
    for member in GroupMember.objects.filter(version=before).order_by("pk"):
        waits = member.status == GroupMember.Status.INVITED
        copy = members[member.pk] = _copy(member, asked_anew=waits, version=version)
        if waits:
            mail_member(copy)
    today = timezone.localdate()
    for approval in GuardianApproval.objects.filter(version=before).select_related("member").order_by("pk"):
        waits = approval.status == GuardianApproval.Status.INVITED
        if waits and not still_needed(approval, today):
            continue
        asked_anew = waits and comes_along(approval)
        member = members[approval.member_id]
        copy = _copy(approval, asked_anew=asked_anew, version=version, member=member)
        if asked_anew:
            mail_guardian(copy)
