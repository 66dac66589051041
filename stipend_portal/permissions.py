"""Who may see and do what. `visible_to` is the only door to applications."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from home.models import User
from stipend_portal.models import Application, OutboxMessage, RoundRole
from stipend_portal.models.decision import WITH_MONEY, Basis
from stipend_portal.states import Role, State, roles_for

# Who reads every case of a round she works in. Board members will see cases once they have answered the
# question of jäv for each (kommunallagen 6:28-30); until that question exists they see none.
READING_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR})

# Who may let a waiting letter go, unless she wrote it herself.
RELEASING_ROLES = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY})

AnyUser = User | AnonymousUser
RoundRoles = list[tuple[int, Role]]


def round_roles(user: AnyUser) -> RoundRoles:
    """The rounds a person works in, with her role; a role counts only with the group of the same name."""
    rows = RoundRole.objects.filter(user=user.pk, role__in=user.groups.values("name"))
    return [(round_id, Role(role)) for round_id, role in rows.values_list("round_id", "role")]


def visible_to(user: AnyUser, roles: RoundRoles | None = None) -> QuerySet[Application]:
    """The applications this person may see: an applicant's own, or those of the rounds she works in.

    Being an administrator of the site opens nothing. Lists, pages, files, search, exports and history
    all start here. `roles` are the person's `round_roles` where a page has asked for them already.
    """
    if not user.is_authenticated:
        return Application.objects.none()
    roles = round_roles(user) if roles is None else roles
    if not roles:
        return Application.objects.filter(applicant=user.pk)
    readable = {round_id for round_id, role in roles if role in READING_ROLES}
    awarded = {round_id for round_id, role in roles if role is Role.FINANCE} - readable
    door = Q(round_id__in=readable)
    if awarded:
        door |= Q(round_id__in=awarded, current_decision__outcome__in=sorted(WITH_MONEY))
    return Application.objects.filter(door)


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
