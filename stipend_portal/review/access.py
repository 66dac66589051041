"""Which cases a person reviews. Every list, page and act in this folder starts here."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from home.models import User
from stipend_portal.models import Application
from stipend_portal.permissions import (
    HANDLING_ROLES,
    READING_ROLES,
    RoundRoles,
    roles_in,
    round_roles,
    rounds_with,
    visible_to,
)
from stipend_portal.review.opening import require_opened
from stipend_portal.states import Role

BOARD = frozenset({Role.COMMITTEE_MEMBER})


def cases_for(user: User, roles: RoundRoles | None = None) -> QuerySet[Application]:
    """The applications a person sees as one who handles cases: never her own (kommunallagen 6:28).

    Being a board member opens none of these pages: she has her own, where a blind round hides who applies.
    """
    roles = round_roles(user) if roles is None else roles
    if not rounds_with(roles, HANDLING_ROLES):
        return Application.objects.none()
    return visible_to(user, roles, through=HANDLING_ROLES).exclude(applicant=user.pk)


def cases_to_assess(user: User, roles: RoundRoles | None = None) -> QuerySet[Application]:
    """The applications a person sees as a board member: those in which she has said that she has no jäv."""
    roles = round_roles(user) if roles is None else roles
    if not rounds_with(roles, BOARD):
        return Application.objects.none()
    return visible_to(user, roles, through=BOARD).exclude(applicant=user.pk)


def get_case(request: HttpRequest, pk: int) -> tuple[Application, frozenset[Role]]:
    """One case and this person's roles in it, for those who handle it.

    Raises `Http404`, also when it exists but is not for her, and `NotOpened` while a case with protected
    identity has not been opened.
    """
    user = request.user
    roles = round_roles(user)
    case = (
        cases_for(user, roles)
        .select_related("round__programme", "current_decision__corrects")
        .filter(pk=pk)
        .order_by()
        .first()
    )
    if case is None:
        raise Http404
    require_opened(request, case)
    return case, roles_in(user, case, roles)


def get_case_to_assess(request: HttpRequest, pk: int) -> Application:
    """One case, for a board member. Raises as `get_case` does."""
    case = cases_to_assess(request.user).select_related("round").filter(pk=pk).order_by().first()
    if case is None:
        raise Http404
    require_opened(request, case)
    return case


def reading_address(user: User, case: Application) -> str:
    """Where this person reads a case that she may see: as one who handles it, or else as a board member."""
    handles = cases_for(user).filter(pk=case.pk).order_by().exists()
    return reverse("cases:case" if handles else "assessing:case", args=[case.pk])


def reads_all(roles: frozenset[Role]) -> bool:
    """Whether someone with `roles` reads the whole case. Finance needs who, what for and how much only."""
    return bool(roles & READING_ROLES)


def get_whole_case(request: HttpRequest, pk: int) -> Application:
    """One case, for those who read all of it. Raises as `get_case` does, and `Http404` for everyone else."""
    case, roles = get_case(request, pk)
    if not reads_all(roles):
        raise Http404
    return case
