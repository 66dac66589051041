"""What can be done to someone's second step. Each act and its row in the log are written together; then she is told."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from home.accounts.second_factor import mails
from home.accounts.second_factor.codes import spend
from home.accounts.sign_in_log import COMMAND_LINE, record
from home.models import SignInEvent, User

Kind = SignInEvent.Kind


def _lock(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)


def _remove(user: User, *types: Authenticator.Type) -> None:
    Authenticator.objects.filter(user=user, type__in=types).delete()


def _new_codes(user: User) -> list[str]:
    _remove(user, Authenticator.Type.RECOVERY_CODES)
    return RecoveryCodes.activate(user).get_unused_codes()


class AppChanged(Exception):
    """Meanwhile an app has been set up, changed or removed from somewhere else."""


@transaction.atomic
def set_up(
    user: User, *, secret: str, code: str, instead_of: Authenticator | None
) -> tuple[Authenticator, list[str]]:
    """Let codes made from `secret` be the second step. `code` is the new app's first one, which is used up.

    `instead_of` is the app that is in use, None where there is none; raises `AppChanged` when that is no longer
    so. Gives the app and ten new recovery codes; earlier ones no longer work, nor do sessions opened with
    another app.
    """
    _lock(user)
    in_use = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if in_use != instead_of:
        raise AppChanged
    _remove(user, Authenticator.Type.TOTP)
    app = TOTP.activate(user, secret).instance
    spend(app, code)
    record(Kind.CHANGED if in_use else Kind.SET_UP, user, by=user)
    if in_use:
        mails.tell(user, Kind.CHANGED)
    return app, _new_codes(user)


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    """Ten new recovery codes; the earlier ones no longer work."""
    _lock(user)
    record(Kind.NEW_RECOVERY_CODES, user, by=user)
    mails.tell(user, Kind.NEW_RECOVERY_CODES)
    return _new_codes(user)


@transaction.atomic
def reset(user: User, *, by: User | None) -> None:
    """Remove app and recovery codes and end the sessions, so that she sets a new app up when she next signs in.

    `by` is the administrator; None stands for someone at the server's command line.
    """
    _lock(user)
    _remove(user, *Authenticator.Type)
    if by is None:
        record(Kind.EMERGENCY_RESET, user, by_name=COMMAND_LINE)
        mails.tell(user, Kind.EMERGENCY_RESET)
    else:
        record(Kind.RESET, user, by=by)
        mails.tell(user, Kind.RESET)
