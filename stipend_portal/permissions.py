"""Who may see and do what. `visible_to` is the only door to applications."""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from home.models import User
from stipend_portal.models import Application, Assignment, ConflictOfInterest, OutboxMessage, RoundRole
from stipend_portal.models.decision import WITH_MONEY, Basis
from stipend_portal.phases import Work, phases_for
from stipend_portal.states import Role, State, roles_for

# Who reads every case of a round she works in, in whole.
READING_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR})

# Who is asked about jäv before a case is opened (kommunallagen 6:28-30, 7:4). Until she has answered she
# knows its number and nothing else.
ASKED_ABOUT_CONFLICT = frozenset({Role.CASE_OFFICER, Role.COMMITTEE_MEMBER})

# Who may let a waiting letter go, unless she wrote it herself.
RELEASING_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY})

AnyUser = User | AnonymousUser
RoundRoles = list[tuple[int, Role]]


def round_roles(user: AnyUser) -> RoundRoles:
    """The rounds a person works in, with her role.

    A role counts only with the group of the same name, and a board member's only in the phases in which
    the board reads.
    """
    too_early = Q(role=Role.COMMITTEE_MEMBER) & ~Q(round__phase__in=phases_for(Work.READ_TO_ASSESS))
    rows = RoundRole.objects.filter(~too_early, user=user.pk, role__in=user.groups.values("name"))
    return [(round_id, Role(role)) for round_id, role in rows.values_list("round_id", "role")]


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


def visible_to(user: AnyUser, roles: RoundRoles | None = None) -> QuerySet[Application]:
    """The applications this person may see: an applicant's own, or those of the rounds she works in.

    Being an administrator of the site opens nothing. Whoever has said that she has jäv sees nothing of
    the case, in any role. Lists, pages, files, search, exports and history all start here. `roles` are the
    person's `round_roles` where a page has asked for them already, or a part of them: then only what
    those roles open.
    """
    if not user.is_authenticated:
        return Application.objects.none()
    roles = round_roles(user) if roles is None else roles
    if not roles:
        return Application.objects.filter(applicant=user.pk)
    asked = rounds_with(roles, ASKED_ABOUT_CONFLICT)
    reading = rounds_with(roles, READING_ROLES) - asked
    awarded = rounds_with(roles, {Role.FINANCE}) - reading - asked
    door = Q(pk__in=[])
    if asked:
        door |= Q(_answered(user, conflict=False), round_id__in=asked)
    if reading:
        door |= Q(~_answered(user, conflict=True), round_id__in=reading)
    if awarded:
        door |= Q(
            ~_answered(user, conflict=True),
            round_id__in=awarded,
            current_decision__outcome__in=sorted(WITH_MONEY),
        )
    return Application.objects.filter(door, _known_to(user))


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
