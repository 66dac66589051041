"""Whether a code is right, and that it is so once."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction
from django.utils import timezone

from home.accounts.second_factor import mails
from home.accounts.second_factor.adapter import sealer
from home.accounts.second_factor.wrong_codes import locked_until
from home.accounts.sign_in_log import record
from home.models import SignInEvent, User
from home.security.sealing import Unreadable

# Where an app's row keeps the latest period whose code was used, and where the rows keep what is sealed.
LAST_STEP = "last_step"
SEALED = ("secret", "seed")
CODES = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


class WrongCode(Exception):
    """It is wrong, or has been used."""


class KeyGone(Exception):
    """What the code would be checked against cannot be read: the site's secret key was changed and is gone."""


class CodesLocked(Exception):
    """There have been too many wrong codes in a row: none is taken before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until

    @property
    def seconds(self) -> int:
        """Whole seconds to wait."""
        return max(1, ceil((self.until - timezone.now()).total_seconds()))


def spend(app: Authenticator, code: str) -> bool:
    """Whether a code is the app's, of a later period than any used before (RFC 6238, section 5.2); then it is used.

    What was used is kept with the app, whose owner must be locked, and not in a cache, which may forget it.
    Raises `Unreadable`.
    """
    secret = decrypt(app.data["secret"])
    last = app.data.get(LAST_STEP, 0)
    for step in yield_hotp_counters_from_time():
        if step > last and compare_user_code(
            actual=code, expected=format_hotp_value(hotp_value(secret, step))
        ):
            app.data[LAST_STEP] = step
            app.save(update_fields=["data"])
            return True
    return False


def _is_right(row: Authenticator, code: str) -> bool:
    if row.type == Authenticator.Type.TOTP:
        return spend(row, code)
    return row.wrap().validate_code(code)


def _find(rows: Sequence[Authenticator], code: str) -> tuple[Authenticator | None, list[str]]:
    """Whose code it is, and the types of the rows that cannot be read."""
    unreadable = []
    for row in rows:
        try:
            if _is_right(row, code):
                return row, unreadable
        except Unreadable:
            unreadable.append(row.type)
    return None, unreadable


def _seal_anew(user: User) -> None:
    """Let what was sealed with an earlier secret key be sealed with the one of today."""
    seals = sealer()
    for row in Authenticator.objects.filter(user=user, type__in=CODES):
        old = [name for name in SEALED if name in row.data and not seals.is_of_today(row.data[name])]
        try:
            row.data |= {name: encrypt(decrypt(row.data[name])) for name in old}
        except Unreadable:
            continue
        if old:
            row.save(update_fields=["data"])


def use_code(user: User, code: str) -> Authenticator:
    """Use up a code from someone's app, or one of her recovery codes; gives what it came from.

    A wrong one is logged, and the tenth in a row is told to her by mail. Raises `WrongCode`, `KeyGone` or
    `CodesLocked`.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if until := locked_until(user):
            raise CodesLocked(until)
        rows = list(Authenticator.objects.filter(user=user, type__in=CODES))
        found, unreadable = _find(rows, code)
        if found:
            _seal_anew(user)
            found.refresh_from_db()
            found.user = user
            return found
        if len(unreadable) < len(rows):
            record(SignInEvent.Kind.WRONG_CODE, user)
            if until := locked_until(user):
                mails.tell_locked(user, until)
    if Authenticator.Type.TOTP in unreadable:
        raise KeyGone
    raise WrongCode


def left_of(user: User) -> int:
    """How many recovery codes someone has left; none, where they can no longer be read."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    try:
        return len(row.wrap().get_unused_codes()) if row else 0
    except Unreadable:
        return 0
