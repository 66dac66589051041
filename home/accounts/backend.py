"""Whose session this is, with what every request must know of her."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Subquery

from home.models import User


class SiteBackend(AuthenticationBackend):
    """allauth's, finding the person of a session in one query together with her rights and her app."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, who then knows `has_rights` and `app_id`; None when the account is gone or closed."""
        mine = OuterRef("pk")
        groups, permissions = User.groups.through.objects, User.user_permissions.through.objects
        app = Authenticator.objects.filter(user=mine, type=Authenticator.Type.TOTP)
        user = (
            User.objects.filter(pk=user_id)
            .annotate(
                has_rights=Exists(groups.filter(user=mine)) | Exists(permissions.filter(user=mine)),
                app_id=Subquery(app.values("pk")[:1]),
            )
            .first()
        )
        return user if user and self.user_can_authenticate(user) else None
