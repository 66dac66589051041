"""What a member of a group answers about her own part, by her own link."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import User
from stipend_portal.completeness import newest_only
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, GroupMember, GuardianApproval, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.services.asking import (
    ask_guardians,
    corrected_guardians,
    mail_guardian,
    member_needs_guardians,
)
from stipend_portal.services.errors import WrongState
from stipend_portal.services.transition import record_event
from stipend_portal.states import UNDECIDED, Role

Status = GroupMember.Status

# How long a guardian has peace after a mail, however often a member changes her mind.
QUIET = timedelta(days=1)

EVENT_OF = {Status.CONFIRMED: EventKind.MEMBER_CONFIRMED, Status.DECLINED: EventKind.MEMBER_DECLINED}


def is_newest(member: GroupMember) -> bool:
    """Whether her row is about the newest version: she is asked about no other."""
    return newest_only(GroupMember.objects.filter(pk=member.pk)).exists()


def newer_row(member: GroupMember) -> GroupMember | None:
    """Her own row of the newest version, found by her address; None when she is no longer named there."""
    rows = newest_only(GroupMember.objects.filter(application=member.application_id))
    return rows.filter(email__iexact=member.email).first()


def must_name_guardians(member: GroupMember) -> bool:
    """Whether she must tell about her guardians to say yes: under eighteen, and not told already."""
    return not member.custody and member_needs_guardians(member)


def _row_told_before(member: GroupMember) -> GroupMember | None:
    earlier = GroupMember.objects.filter(
        application=member.application_id, email__iexact=member.email, pk__lt=member.pk
    ).exclude(custody={})
    return earlier.order_by("pk").last()


def told_before(member: GroupMember) -> dict[str, Any]:
    """What she herself told of her guardians when she was asked about an earlier version."""
    earlier = _row_told_before(member)
    return earlier.custody if earlier else {}


def _locked(member: GroupMember) -> GroupMember:
    """Her row, fresh, with the application's row locked. Raises `WrongState` when no answer is taken."""
    applications = Application.objects.select_for_update(of=("self",)).select_related("round", "applicant")
    application = applications.get(pk=member.application_id)
    fresh = application.members.select_related("version").get(pk=member.pk)
    if application.state not in UNDECIDED or not is_newest(fresh):
        raise WrongState
    return fresh


def say(
    member: GroupMember,
    status: Status,
    *,
    recorded_by: User | None = None,
    paper: Mapping[str, Any] | None = None,
) -> None:
    """Write her answer down, with the event and the mail to the contact person.

    Her application is locked by the caller. `recorded_by` is the officer who writes down what came on paper,
    and `paper` what the event tells of it.
    """
    member.status, member.answered_at = status, timezone.now()
    member.save(update_fields=["status", "answered_at", "reason", "custody"])
    application = member.application
    data: dict[str, Any] = {"member": member.pk, "version": member.version.number}
    if paper is not None:
        # By the time the row is found again when a later version has taken it over.
        data |= {
            **paper,
            "on_paper": True,
            "person": member.name,
            "answered_at": member.answered_at.isoformat(),
        }
    record_event(
        application=application,
        kind=EVENT_OF[status],
        role=Role.CASE_OFFICER if recorded_by else Role.GROUP_MEMBER,
        actor=recorded_by,
        actor_name="" if recorded_by else member.name,
        data=data,
    )
    enqueue(
        kind=OutboxMessage.Kind.MEMBER_ANSWERED,
        application=application,
        recipient=application.email,
        languages=(application.language,),
        # Not the member herself: a mail that has one carries her secret link.
        context={"name": member.name, "confirms": status == Status.CONFIRMED, "has_reason": member.reason},
    )


def tell(member: GroupMember, told: Mapping[str, Any] | None) -> None:
    """Keep what she tells of her guardians before she says yes; what she has told once stands.

    Raises ValueError without the guardians that she must name (see `must_name_guardians`).
    """
    if must_name_guardians(member):
        if not told:
            raise ValueError("a member under eighteen must tell about her guardians")
        member.custody = dict(told)
    member.reason = ""


def ask_her_guardians(member: GroupMember) -> None:
    """Ask them if she is under eighteen; where she has changed her mind and back, those who have not answered.

    Whoever has had a mail in the last day has a link that works again, and gets no further one.
    """
    if not member_needs_guardians(member):
        return
    asked = list(member.approvals.select_related("application", "member"))
    now = timezone.now()
    for approval in asked:
        last_word = approval.reminded_at or approval.invited_at
        if approval.status == GuardianApproval.Status.INVITED and last_word <= now - QUIET:
            approval.reminded_at = now
            approval.save(update_fields=["reminded_at"])
            mail_guardian(approval)
    if not asked:
        earlier = _row_told_before(member)
        corrected = (
            corrected_guardians(
                earlier.custody["custody"], earlier.custody["guardians"], earlier.approvals.order_by("pk")
            )
            if earlier
            else {}
        )
        ask_guardians(
            member.version,
            custody=member.custody["custody"],
            named=member.custody["guardians"],
            member=member,
            corrected=corrected,
        )


@transaction.atomic
def confirm(*, member: GroupMember, told: Mapping[str, Any] | None = None) -> GroupMember:
    """She comes along, and what stands about her is right. Her guardians are asked if she is under eighteen.

    `told` is what she says of them: `{"custody": {...}, "guardians": {...}}`, the checked answers of those
    two pages. What she has told once stands. Saying yes twice changes nothing. Raises `WrongState` when a
    newer version has come or the application no longer waits for a decision, and ValueError without the
    guardians that she must name (see `must_name_guardians`).
    """
    member = _locked(member)
    if member.status == Status.CONFIRMED:
        return member
    tell(member, told)
    say(member, Status.CONFIRMED)
    ask_her_guardians(member)
    return member


@transaction.atomic
def decline(*, member: GroupMember, reason: str = "") -> GroupMember:
    """She does not come along, or something about her is wrong; she may take a yes back until the decision.

    The contact person and the case officers read the `reason`. Her guardians are waited for no longer (see
    `guardian_acts`). Saying no twice changes nothing. Raises `WrongState` as `confirm` does.
    """
    member = _locked(member)
    if member.status != Status.DECLINED:
        member.reason = reason
        say(member, Status.DECLINED)
    return member
