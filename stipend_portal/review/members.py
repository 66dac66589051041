"""The members of a group in the review workspace: who they are, what each has answered, and the guardians."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from stipend_portal import rules
from stipend_portal.completeness import MemberProgress, members_progress, newest_only
from stipend_portal.formats import one_of
from stipend_portal.models import Application, GroupMember, GuardianApproval
from stipend_portal.questions.choices import CONNECTIONS_OF_OTHERS
from stipend_portal.review.guardians import ShownProgress, guardian_progress
from stipend_portal.services.asking import member_needs_guardians
from stipend_portal.services.member_record import can_be_asked_again
from stipend_portal.states import Role


@dataclass(frozen=True)
class ShownMember:
    """A member of the newest version, and what this person may do about her."""

    member: GroupMember
    age: int
    connection: str
    needs_guardians: bool
    guardians: ShownProgress
    # How a case officer reaches someone who cannot ask her guardians at home.
    safe_contact: str
    ask_again_url: str

    @property
    def has_declined(self) -> bool:
        """Whether she has said no: the group is then not what was written."""
        return self.member.status == GroupMember.Status.DECLINED


@dataclass(frozen=True)
class ShownGroup:
    """All members of the newest version, with how far they have come."""

    members: list[ShownMember]
    progress: MemberProgress


def progress_of_group(case: Application) -> MemberProgress:
    """How far the members of a case's newest version have come, where they have not been fetched."""
    return members_progress(newest_only(case.members.all()))


def shown_group(
    case: Application,
    members: Iterable[GroupMember],
    approvals: Iterable[GuardianApproval],
    roles: frozenset[Role],
) -> ShownGroup:
    """The group of a case: its `members` and its `approvals` (with theirs) of the newest version.

    Nothing is asked of the database. Empty for someone who applies alone.
    """
    members, approvals = list(members), list(approvals)
    show_connection = one_of(CONNECTIONS_OF_OTHERS)

    def shown(member: GroupMember) -> ShownMember:
        may_ask = Role.CASE_OFFICER in roles and can_be_asked_again(member)
        return ShownMember(
            member=member,
            age=rules.age_on(member.birth_date, case.round.age_day),
            connection=show_connection(member.connection),
            needs_guardians=member_needs_guardians(member),
            guardians=guardian_progress(each for each in approvals if each.member_id == member.pk),
            safe_contact=member.custody.get("guardians", {}).get("safe_contact", ""),
            ask_again_url=reverse("cases:ask_member_again", args=[case.pk, member.pk]) if may_ask else "",
        )

    return ShownGroup([shown(member) for member in members], members_progress(members))
