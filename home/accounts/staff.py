"""Those who work here, apart from everyone who has only applied."""

from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_list_or_404
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from home.models import User


def staff_members() -> QuerySet[User]:
    """The accounts that `User.is_staff_member` is true of.

    Whoever manages accounts sees these and no others: an applicant's name and address are known to those who
    handle her case, and where she has protected identity to those who are named on it.
    """
    groups = User.groups.through.objects.filter(user=OuterRef("pk"))
    rights = User.user_permissions.through.objects.filter(user=OuterRef("pk"))
    signs_in = ~Q(password="") & ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return User.objects.filter(Q(is_superuser=True) | signs_in | Exists(groups) | Exists(rights))


class AboutStaff:
    """For a page about one account: that of someone who has only applied is not found."""

    def get_base_object_queryset(self) -> QuerySet[User]:
        """Where the account is looked for."""
        return staff_members()


class StaffOnly(AboutStaff):
    """The same for a view that changes one account, where Django looks for it by another name."""

    def get_queryset(self) -> QuerySet[User]:
        """Where the account is looked for."""
        return staff_members()


class _OfStaff:
    """For a bulk action on people: those who have only applied are not among them."""

    @classmethod
    def get_queryset(cls, model: type[User], object_ids: Iterable[str | int]) -> list[User]:
        """The chosen accounts. Raises `Http404` when there are none."""
        keys = [key for key in map(str, object_ids) if key.isascii() and key.isdecimal() and len(key) < 19]
        return get_list_or_404(staff_members(), pk__in=keys)


class AssignRoleToStaff(_OfStaff, AssignRoleBulkAction):
    """Give several people a role."""


class DeleteStaff(_OfStaff, DeleteBulkAction):
    """Delete several accounts."""


class SetActiveStateOfStaff(_OfStaff, SetActiveStateBulkAction):
    """Open or close several accounts."""


STAFF_ACTIONS = (AssignRoleToStaff, DeleteStaff, SetActiveStateOfStaff)
