"""The members of a group in the review workspace: who they are, what each has answered, and the guardians."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from stipend_portal import rules
from stipend_portal.completeness import MemberProgress, members_progress, newest_only
from stipend_portal.formats import one_of
from stipend_portal.models import Application, Event, GroupMember, GuardianApproval
from stipend_portal.questions.choices import CONNECTIONS_OF_OTHERS
from stipend_portal.review.guardians import ShownProgress, guardian_progress
from stipend_portal.services.asking import member_needs_guardians
from stipend_portal.services.member import EVENT_OF
from stipend_portal.services.member_record import answers_on_paper, can_be_asked_again
from stipend_portal.states import Role

MEMBER_ANSWERS = frozenset(EVENT_OF.values())


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
    on_paper_url: str
    # What a case officer wrote down of a paper; none where she has answered herself, or not at all.
    paper: Event | None

    @property
    def signed_on(self) -> date | None:
        """The day the paper was signed."""
        return date.fromisoformat(self.paper.data["signed_on"]) if self.paper else None

    @property
    def has_declined(self) -> bool:
        """Whether she has said no: the group is then not what was written."""
        return self.member.status == GroupMember.Status.DECLINED


@dataclass(frozen=True)
class ShownGroup:
    """All members of the newest version, with how far they have come."""

    members: list[ShownMember]
    progress: MemberProgress


def _papers(events: Iterable[Event]) -> dict[datetime | None, Event]:
    """What was written down of members' papers, by when: an answer that a newer version took over keeps that."""
    return {
        datetime.fromisoformat(event.data["answered_at"]): event
        for event in events
        if event.kind in MEMBER_ANSWERS and event.data.get("on_paper")
    }


def progress_of_group(case: Application) -> MemberProgress:
    """How far the members of a case's newest version have come, where they have not been fetched."""
    return members_progress(newest_only(case.members.all()))


def shown_group(
    case: Application,
    members: Iterable[GroupMember],
    approvals: Iterable[GuardianApproval],
    roles: frozenset[Role],
    events: Iterable[Event] = (),
) -> ShownGroup:
    """The group of a case: its `members` and its `approvals` (with theirs) of the newest version.

    Of the `events` of the case those are read that tell of answers on paper. Nothing is asked of the
    database. Empty for someone who applies alone.
    """
    members, approvals = list(members), list(approvals)
    show_connection = one_of(CONNECTIONS_OF_OTHERS)
    papers = _papers(events)

    def shown(member: GroupMember) -> ShownMember:
        handles = Role.CASE_OFFICER in roles
        may_ask = handles and can_be_asked_again(member)
        may_record = handles and answers_on_paper(member)
        return ShownMember(
            member=member,
            age=rules.age_on(member.birth_date, case.round.age_day),
            connection=show_connection(member.connection),
            needs_guardians=member_needs_guardians(member),
            guardians=guardian_progress(each for each in approvals if each.member_id == member.pk),
            safe_contact=member.custody.get("guardians", {}).get("safe_contact", ""),
            ask_again_url=reverse("cases:ask_member_again", args=[case.pk, member.pk]) if may_ask else "",
            on_paper_url=reverse("cases:member_on_paper", args=[case.pk, member.pk]) if may_record else "",
            paper=papers.get(member.answered_at),
        )

    return ShownGroup([shown(member) for member in members], members_progress(members))
