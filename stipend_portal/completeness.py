"""How far guardians and members of a group have come: the difference between received and complete."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from stipend_portal.guardian_acts import comes_along, still_needed
from stipend_portal.models import ApplicationVersion, GroupMember, GuardianApproval
from stipend_portal.models.guardian_approval import SETTLED

Status = GuardianApproval.Status
Row = TypeVar("Row", GuardianApproval, GroupMember)


@dataclass(frozen=True)
class GuardianProgress:
    """What has become of each approval that counts, of the applicant's guardians and the members'."""

    statuses: tuple[str, ...]

    @property
    def asked(self) -> int:
        """How many approvals there are to be."""
        return len(self.statuses)

    @property
    def approved(self) -> int:
        """How many guardians have said yes."""
        return self.statuses.count(Status.APPROVED)

    @property
    def declined(self) -> int:
        """How many have said no, or have taken their yes back."""
        return self.statuses.count(Status.DECLINED) + self.statuses.count(Status.WITHDRAWN)

    @property
    def unreachable(self) -> int:
        """How many cannot be reached, as the applicant says."""
        return self.statuses.count(Status.UNREACHABLE)

    @property
    def not_asked(self) -> int:
        """How many young people want to talk to the municipality before any guardian is asked."""
        return self.statuses.count(Status.NOT_ASKED)

    @property
    def settled(self) -> int:
        """How many stand in the way no more: approved, or gone on without by an officer's decision."""
        return sum(status in SETTLED for status in self.statuses)

    @property
    def is_complete(self) -> bool:
        """Whether nobody is left to wait for; an applicant of full age has none."""
        return self.settled == self.asked


@dataclass(frozen=True)
class MemberProgress:
    """What the others of a group have answered about their own parts."""

    statuses: tuple[str, ...]

    @property
    def asked(self) -> int:
        """How many there are, beside the contact person."""
        return len(self.statuses)

    @property
    def confirmed(self) -> int:
        """How many come along."""
        return self.statuses.count(GroupMember.Status.CONFIRMED)

    @property
    def declined(self) -> int:
        """How many have said no; the group is then not what was written."""
        return self.statuses.count(GroupMember.Status.DECLINED)

    @property
    def is_complete(self) -> bool:
        """Whether everyone named comes along; someone who applies alone has nobody to wait for."""
        return self.confirmed == self.asked


def members_progress(members: Iterable[GroupMember]) -> MemberProgress:
    """Judge the members of one application's newest version."""
    return MemberProgress(tuple(member.status for member in members))


def newest_only(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Those of some approvals or members that are about the newest version of their application."""
    newer = ApplicationVersion.objects.filter(
        application=OuterRef("application"), number__gt=OuterRef("version__number")
    )
    return rows.filter(~Exists(newer))


def progress_of(approvals: Iterable[GuardianApproval], today: date) -> GuardianProgress:
    """Judge the approvals of one application's newest version.

    Where the young person has turned eighteen, only what was settled before is counted: nobody is waited
    for any more. Where a member of a group has said no, her guardians are not counted. Each approval's
    `application` with its `round`, and its `member`, are read.
    """
    return GuardianProgress(
        tuple(
            approval.status
            for approval in approvals
            if comes_along(approval) and (approval.status in SETTLED or still_needed(approval, today))
        )
    )


@dataclass(frozen=True)
class MemberStanding:
    """How far one member of a group has come, with her guardians where she has any."""

    member: GroupMember
    guardians: GuardianProgress


def group_standing(
    members: Iterable[GroupMember], approvals: Iterable[GuardianApproval], today: date
) -> list[MemberStanding]:
    """Judge each of the `members` of one application's newest version by its `approvals`, as `progress_of`."""
    approvals = list(approvals)
    return [
        MemberStanding(
            member, progress_of((each for each in approvals if each.member_id == member.pk), today)
        )
        for member in members
    ]
