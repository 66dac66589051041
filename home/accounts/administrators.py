"""There is always someone who can give people their accounts and roles."""

from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.models import User

LAST_ADMINISTRATOR: Promise = _(
    "This is the only administrator who can sign in. Make someone else an administrator first, or nobody could manage "
    "the accounts any more."
)


def would_leave_none(without: Iterable[User]) -> bool:
    """Whether nobody could administer the site any more if these people could not.

    Holds a lock on all administrators until the transaction ends, so that two of them cannot shut each other
    out at once. Raises `TransactionManagementError` outside one.
    """
    able = (
        User.objects.select_for_update()
        .filter(is_superuser=True, is_active=True)
        .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .order_by("pk")
    )
    keys = {user.pk for user in able}
    lost = {user.pk for user in without}
    return bool(keys & lost) and not keys - lost
