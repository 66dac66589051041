"""Who works with a round: which roles go together, and whose the naming is."""

from collections.abc import Collection

from home.models import User
from stipend_portal.models import Round, RoundRole
from stipend_portal.permissions import READING_ROLES, group_roles, leads
from stipend_portal.states import Role


def clash(roles: Collection[Role]) -> frozenset[Role]:
    """The roles that nobody may have beside a board member's in the same round; empty where all go together.

    Whoever handles or audits the cases does not sit in judgment on them too (kommunallagen 6:28-30).
    """
    return READING_ROLES & frozenset(roles) if Role.COMMITTEE_MEMBER in roles else frozenset()


def may_name_people(user: User | None, round_: Round) -> bool:
    """Whether someone chooses who works with a round: its officers, an administrator, and whoever sets it up."""
    return user is not None and (round_.pk is None or user.is_superuser or leads(user, round_.pk))


def name_maker(*, round: Round, maker: User) -> None:
    """Make a case officer who has set up a round its officer, unless she is to decide in it."""
    theirs = {
        Role(role)
        for role in RoundRole.objects.filter(round=round, user=maker).values_list("role", flat=True)
    }
    if Role.CASE_OFFICER in group_roles(maker) and not clash(theirs | {Role.CASE_OFFICER}):
        RoundRole.objects.get_or_create(round=round, user=maker, role=Role.CASE_OFFICER)
