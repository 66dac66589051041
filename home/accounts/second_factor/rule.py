"""Who needs the second step, and whether a session has passed it."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase

from home.models import User

_SESSION_KEY = "second_factor"


def is_required() -> bool:
    """Whether those who work here need a second step on this site."""
    return settings.STAFF_SECOND_FACTOR


def app_of(user: User) -> Authenticator | None:
    """The app that gives this person her codes."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def remember_passed(session: SessionBase, app: Authenticator) -> None:
    """Let the session count as fully signed in, for as long as this very app is the person's."""
    session[_SESSION_KEY] = app.pk


def may_be_used(session: SessionBase, user: User | AnonymousUser) -> bool:
    """Whether the session is whole. One of staff names the app that it was opened with, and the app is still hers.

    So a session ends when the app is changed or removed, and when an applicant gets a role in the middle of it.
    `user` comes from `SiteBackend`.
    """
    if not is_required() or not user.is_authenticated or not user.is_staff_member:
        return True
    return user.app_id is not None and session.get(_SESSION_KEY) == user.app_id
