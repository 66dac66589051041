"""Who may see and do what. `visible_to` is the only door to applications."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from home.models import User
from stipend_portal.blinding import reads_blind
from stipend_portal.models import Application, Assignment, ConflictOfInterest, OutboxMessage, RoundRole
from stipend_portal.models.decision import WITH_MONEY, Basis
from stipend_portal.phases import Work, phases_for
from stipend_portal.states import Role, State, roles_for

# Who reads every case of a round she works in, in whole.
READING_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR})

# Who handles cases, in whole or as far as money is to be paid. A board member only assesses and decides.
HANDLING_ROLES = READING_ROLES | {Role.FINANCE}

# Who is asked about jäv before a case is opened (kommunallagen 6:28-30, 7:4). Until she has answered she
# knows its number and nothing else.
ASKED_ABOUT_CONFLICT = frozenset({Role.CASE_OFFICER, Role.COMMITTEE_MEMBER})

# Who may let a waiting letter go, unless she wrote it herself.
RELEASING_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY})

AnyUser = User | AnonymousUser
RoundRoles = list[tuple[int, Role]]


def round_roles(user: AnyUser) -> RoundRoles:
    """The rounds a person works in, with her role, as far as it counts in the round's phase.

    A role counts only with the group of the same name, see also `_counted`.
    """
    rows = RoundRole.objects.filter(user=user.pk, role__in=user.groups.values("name"))
    found: defaultdict[tuple[int, bool, str], set[Role]] = defaultdict(set)
    for round_id, blind, phase, role in rows.values_list("round_id", "round__blind", "round__phase", "role"):
        found[round_id, blind, phase].add(Role(role))
    return [
        (round_id, role)
        for (round_id, blind, phase), roles in found.items()
        for role in sorted(_counted(roles, blind=blind, phase=phase))
    ]


def _counted(roles: set[Role], *, blind: bool, phase: str) -> set[Role]:
    """Which of one person's roles in a round count in its phase.

    A board member's counts when the board reads. Until the meeting she is nothing beside it that opens
    cases, while the round is blind or is being assessed: it would tell her who applies, or what the others
    think before she has said her own. A round's form lets nobody be both. Whoever has become so all the
    same is asked about jäv as a board member in every phase.
    """
    reads = phase in phases_for(Work.READ_TO_ASSESS)
    if Role.COMMITTEE_MEMBER in roles and reads_blind(blind=blind or reads, phase=phase):
        roles = roles - HANDLING_ROLES
    return roles if reads or roles & HANDLING_ROLES else roles - {Role.COMMITTEE_MEMBER}


def leads(user: AnyUser, round_id: int) -> bool:
    """Whether this person is a case officer of a round, whatever else she is there and in any phase."""
    rows = RoundRole.objects.filter(user=user.pk, round=round_id, role=Role.CASE_OFFICER)
    return rows.filter(role__in=user.groups.values("name")).exists()


def group_roles(user: AnyUser) -> frozenset[Role]:
    """The staff groups a person belongs to, in any round or none; asked once for each request."""
    if "_group_roles" not in user.__dict__:
        names = user.groups.values_list("name", flat=True) if user.is_authenticated else []
        user.__dict__["_group_roles"] = frozenset(Role(name) for name in names if name in Role)
    return user.__dict__["_group_roles"]


def rounds_with(roles: RoundRoles, wanted: Collection[Role]) -> set[int]:
    """The rounds in which a person has one of the `wanted` roles."""
    return {round_id for round_id, role in roles if role in wanted}


def _answered(user: AnyUser, *, conflict: bool) -> Exists:
    """Whether this person has answered about jäv for the case with a yes (`conflict`) or a no."""
    return Exists(
        ConflictOfInterest.objects.filter(application=OuterRef("pk"), user=user.pk, has_conflict=conflict)
    )


def _known_to(user: AnyUser) -> Q:
    """A case with protected identity is known to those who are named on it, and to nobody else."""
    return Q(protected=False) | Exists(Assignment.objects.filter(application=OuterRef("pk"), user=user.pk))


def visible_to(
    user: AnyUser, roles: RoundRoles | None = None, *, through: Collection[Role] = tuple(Role)
) -> QuerySet[Application]:
    """The applications this person may see: an applicant's own, or those of the rounds she works in.

    Being an administrator of the site opens nothing. Whoever has said that she has jäv sees nothing of
    the case, in any role. Lists, pages, files, search, exports and history all start here. `roles` are the
    person's `round_roles` where a page has asked for them already. With `through`, only what these roles
    open; whether she must have answered about jäv first is judged by all that she is in the round.
    """
    if not user.is_authenticated:
        return Application.objects.none()
    roles = round_roles(user) if roles is None else roles
    if not roles:
        return Application.objects.filter(applicant=user.pk)
    asked = rounds_with(roles, ASKED_ABOUT_CONFLICT)
    opening = [(round_id, role) for round_id, role in roles if role in through]
    reading = rounds_with(opening, READING_ROLES | ASKED_ABOUT_CONFLICT)
    awarded = rounds_with(opening, {Role.FINANCE}) - reading
    door = Q(pk__in=[])
    if reading:
        door |= _free_of_conflict(user, reading, asked)
    if awarded:
        paid = Q(current_decision__outcome__in=sorted(WITH_MONEY))
        door |= _free_of_conflict(user, awarded, asked) & paid
    return Application.objects.filter(door, _known_to(user))


def _free_of_conflict(user: AnyUser, rounds: set[int], asked: set[int]) -> Q:
    """The cases of these rounds in which she has no jäv: by her own answer in those where she is asked."""
    free = Q(pk__in=[])
    if rounds & asked:
        free |= Q(_answered(user, conflict=False), round_id__in=rounds & asked)
    if rounds - asked:
        free |= Q(~_answered(user, conflict=True), round_id__in=rounds - asked)
    return free


def to_be_asked(user: AnyUser, roles: RoundRoles | None = None) -> QuerySet[Application]:
    """The cases whose number a person may know and nothing else: she has not answered about jäv yet.

    Never hand out more of these than the reference.
    """
    roles = round_roles(user) if roles is None else roles
    answered = Exists(ConflictOfInterest.objects.filter(application=OuterRef("pk"), user=user.pk))
    rounds = rounds_with(roles, ASKED_ABOUT_CONFLICT)
    return (
        Application.objects.filter(_known_to(user), ~answered, round_id__in=rounds)
        .exclude(applicant=user.pk)
        .only("pk", "reference", "round_id", "applicant_id")
    )


def roles_in(user: AnyUser, application: Application, roles: RoundRoles | None = None) -> frozenset[Role]:
    """The roles a person has towards one application; on her own she is the applicant and nothing else.

    Whoever works in the round has jäv there (kommunallagen 6:28).
    """
    if not user.is_authenticated:
        return frozenset()
    if application.applicant_id == user.pk:
        return frozenset({Role.APPLICANT})
    roles = round_roles(user) if roles is None else roles
    return frozenset(role for round_id, role in roles if round_id == application.round_id)


def acting_role(roles: frozenset[Role], source: State | str, target: State | str) -> Role | None:
    """The role in which someone with `roles` may make this move, or None. The table decides."""
    allowed = sorted(roles & roles_for(source, target))
    return allowed[0] if allowed else None


def decision_bases(roles: frozenset[Role]) -> list[Basis]:
    """By what right someone with `roles` may record a decision.

    The board's own decisions are recorded by its secretary; an officer decides only where the board has
    delegated it (kommunallagen 6:37, 7:5).
    """
    if Role.BOARD_SECRETARY in roles:
        return [Basis.BOARD, Basis.DELEGATION]
    if Role.CASE_OFFICER in roles:
        return [Basis.DELEGATION]
    return []


def may_release(user: AnyUser, message: OutboxMessage, roles: frozenset[Role]) -> bool:
    """Whether this person may let a waiting letter go: an officer or secretary other than its author."""
    return (
        message.status == OutboxMessage.Status.HELD
        and message.prepared_by_id != user.pk
        and bool(roles & RELEASING_ROLES)
    )


def logged_for(auditor: AnyUser, rounds: Collection[int]) -> QuerySet[Application]:
    """The cases of some rounds whose log an auditor reads: by number, so protected ones are among them.

    Never hand out more of these than the reference; the case itself is behind `visible_to`.
    """
    return Application.objects.filter(~_answered(auditor, conflict=True), round_id__in=rounds).exclude(
        applicant=auditor.pk
    )
