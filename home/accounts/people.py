"""Accounts by address: how one comes about, and who may not come in this way."""

from django.contrib.auth.hashers import make_password

from home.models import User


def account_for(email: str) -> User:
    """The account of an address in lower case, made if there is none: no password and no rights."""
    # Unusable from its first moment: a second click must not take the new account for staff.
    user, _created = User.objects.get_or_create(email=email, defaults={"password": make_password(None)})
    return user
