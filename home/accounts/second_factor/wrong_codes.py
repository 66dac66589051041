"""When no code is taken any more from someone: wrong ones are counted in the log of sign-ins, which forgets nothing.

Five tries in five minutes are allauth's limit, and would be more than a thousand a day for ever. So after ten wrong
codes in a row the person waits until the oldest of them is a day old, or an administrator helps.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from home.models import SignInEvent, User

MOST_WRONG = 10
WITHIN = timedelta(hours=24)

Kind = SignInEvent.Kind
# After one of these, counting begins anew: a right code was given, or there is another app.
RIGHT = (
    Kind.SIGNED_IN,
    Kind.SET_UP,
    Kind.CHANGED,
    Kind.RECOVERY_CODE_USED,
    Kind.NEW_RECOVERY_CODES,
    Kind.RESET,
    Kind.EMERGENCY_RESET,
)


def locked_until(user: User) -> datetime | None:
    """When the next code is taken from someone who has written too many wrong ones in a row; None: now."""
    mine = SignInEvent.objects.filter(user=user)
    right = mine.filter(kind__in=RIGHT).order_by("-pk").values_list("pk", flat=True).first() or 0
    wrong = mine.filter(kind=Kind.WRONG_CODE, pk__gt=right, at__gt=timezone.now() - WITHIN).order_by("-pk")
    newest = list(wrong.values_list("at", flat=True)[:MOST_WRONG])
    return newest[-1] + WITHIN if len(newest) == MOST_WRONG else None
