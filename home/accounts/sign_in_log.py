"""Writing the log of how those who work here sign in."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db.models import Model

from home.models import SignInEvent, User

COMMAND_LINE = "manage.py"


def record(
    kind: SignInEvent.Kind,
    user: User,
    *,
    method: SignInEvent.Method | str = "",
    by: User | None = None,
    by_name: str = "",
) -> None:
    """Add a row about `user`. `by` is who did it where that is someone known; `by_name` where it is not a person."""
    SignInEvent.objects.create(
        kind=kind,
        user=user,
        user_name=str(user),
        method=method,
        by=by,
        by_name=str(by) if by else by_name,
    )


def record_sign_out(sender: type[Model], user: User | None = None, **kwargs: Any) -> None:
    """Receive Django's signal: there are two buttons for signing out, ours and Wagtail's."""
    if user is not None and user.is_staff_member:
        record(SignInEvent.Kind.SIGNED_OUT, user, by=user)


def record_wrong_password(email: str | None) -> None:
    """Note a wrong password for a staff account; what was typed for any other account is nobody's business."""
    user = User.objects.filter(email__iexact=email or "").first()
    if user is not None and user.is_staff_member:
        record(SignInEvent.Kind.WRONG_PASSWORD, user)


def connect() -> None:
    """Hear of every sign-out."""
    user_logged_out.connect(record_sign_out, dispatch_uid="home.sign_in_log.signed_out")
