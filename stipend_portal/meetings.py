"""Meetings as a person may see them: which ones, which of their cases, and who takes part in each case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from home.models import User
from stipend_portal.models import (
    AgendaItem,
    Application,
    Attendance,
    ConflictOfInterest,
    Decision,
    Meeting,
    Round,
)
from stipend_portal.models.decision import Basis
from stipend_portal.permissions import RoundRoles, round_roles, rounds_with, visible_to
from stipend_portal.quorum import Quorum, who_decides
from stipend_portal.states import Role

# Who reads of meetings. Finance sees a decision on the case.
MEETING_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.COMMITTEE_MEMBER, Role.AUDITOR})
# Who builds the agenda; everything else of a meeting is the secretary's.
AGENDA_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY})

Capacity = Attendance.Capacity
# Who takes part in deciding: the chair and the vice chairs vote as the other members do.
DECIDING = frozenset({Capacity.CHAIR, Capacity.VICE_CHAIR, Capacity.MEMBER, Capacity.SERVING_DEPUTY})


def meeting_roles(user: User) -> RoundRoles:
    """The rounds a person works in, with her role, as far as meetings are open to it."""
    return [(round_id, role) for round_id, role in round_roles(user) if role in MEETING_ROLES]


def meetings_for(roles: RoundRoles) -> QuerySet[Meeting]:
    """The meetings of the bodies that decide in someone's rounds, and those that had a case of them."""
    rounds = rounds_with(roles, MEETING_ROLES)
    bodies = Round.objects.filter(pk__in=rounds).values("deciding_body")
    theirs = AgendaItem.objects.filter(meeting=OuterRef("pk"), application__round__in=rounds)
    return Meeting.objects.filter(Q(body__in=bodies) | Exists(theirs))


def roles_at(meeting: Meeting, roles: RoundRoles) -> frozenset[Role]:
    """The roles a person has at a meeting: those of the rounds that its body decides in, or has decided in."""
    on_agenda = AgendaItem.objects.filter(meeting=meeting, application__round=OuterRef("pk"))
    rounds = Round.objects.filter(
        Q(deciding_body=meeting.body) | Exists(on_agenda), pk__in={round_id for round_id, _role in roles}
    )
    ids = set(rounds.values_list("pk", flat=True))
    return frozenset(role for round_id, role in roles if round_id in ids)


def bodies_for(roles: RoundRoles) -> list[str]:
    """The bodies whose secretary a person is."""
    rounds = Round.objects.filter(pk__in=rounds_with(roles, {Role.BOARD_SECRETARY}))
    return sorted(set(rounds.values_list("deciding_body", flat=True)))


def cases_at_meetings(user: User, roles: RoundRoles) -> QuerySet[Application]:
    """The applications a person may read of at a meeting: never her own, none in which she has jäv."""
    if not roles:
        return Application.objects.none()
    return visible_to(user, roles).exclude(applicant=user.pk).order_by()


def unreported(user: User, roles: RoundRoles) -> QuerySet[Decision]:
    """Decisions to report to the board, that no meeting has been told of, the oldest first.

    Those on delegation (kommunallagen 6:40, 7:8), and every correction: it stands on no agenda, and its time
    to appeal runs from the minutes that tell of it (13:5).
    """
    return (
        Decision.objects.filter(
            Q(basis=Basis.DELEGATION) | Q(corrects__isnull=False),
            reported=None,
            application__in=cases_at_meetings(user, roles),
        )
        .select_related("application__round", "recorded_by", "corrects")
        .order_by("decided_on", "pk")
    )


def open_item(application: Application) -> AgendaItem | None:
    """The item of an agenda on which a case waits to be decided; there is at most one."""
    waiting = AgendaItem.objects.filter(application=application.pk, decision=None, put_off=False)
    return waiting.select_related("meeting").first()


def known_conflicts(
    attendance: Iterable[Attendance], applications: Collection[Application]
) -> dict[int, set[int]]:
    """Who of those attending has jäv in which case: keys of attendance by key of application.

    Those with an account have said so themselves; whoever applies is a party (kommunallagen 6:28). For
    someone without an account the secretary notes it.
    """
    by_user = {row.user_id: row.pk for row in attendance if row.user_id}
    found: dict[int, set[int]] = defaultdict(set)
    for application in applications:
        if application.applicant_id in by_user:
            found[application.pk].add(by_user[application.applicant_id])
    declared = ConflictOfInterest.objects.filter(
        has_conflict=True, user__in=by_user, application__in=[each.pk for each in applications]
    )
    for application_id, user_id in declared.values_list("application_id", "user_id"):
        found[application_id].add(by_user[user_id])
    return found


@dataclass(frozen=True)
class Room:
    """Who is in the room when one case is dealt with, who stepped in, who left, and whether they are enough."""

    deciding: list[Attendance]
    stepped_in: list[Attendance]
    left: list[Attendance]
    quorum: Quorum


def room_for(meeting: Meeting, attendance: Sequence[Attendance], gone: Collection[int]) -> Room:
    """The room when those whose keys are in `gone` have left it."""
    present = [row for row in attendance if row.present]
    left = [row for row in present if row.pk in gone]
    deciding = who_decides(
        members=[row for row in present if row.capacity in DECIDING],
        deputies=[row for row in present if row.capacity == Capacity.DEPUTY],
        gone=left,
    )
    quorum = Quorum(taking_part=len(deciding.people), seats=meeting.seats)
    return Room(deciding.people, deciding.stepped_in, left, quorum)


def led_by(attendance: Iterable[Attendance]) -> Attendance | None:
    """Who leads the meeting: the chair, or where the chair is away the first vice chair who is there."""
    present = [row for row in attendance if row.present]
    ordered = [
        row for wanted in (Capacity.CHAIR, Capacity.VICE_CHAIR) for row in present if row.capacity == wanted
    ]
    return ordered[0] if ordered else None


def gone_from(item: AgendaItem, conflicts: Mapping[int, Collection[int]]) -> set[int]:
    """Who leaves for a case: what was noted once it is settled, until then also those known to have jäv.

    `item.recused` should be prefetched where there are many.
    """
    noted = {row.pk for row in item.recused.all()}
    return noted if item.decision_id or item.put_off else noted | set(conflicts.get(item.application_id, ()))
