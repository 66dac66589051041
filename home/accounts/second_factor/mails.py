"""Telling a person by mail what has become of her second step, so that she hears of it if it was not her doing.

Often it is somebody else's request that it is sent from, so each mail is in both languages.
"""

import logging
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import SignInEvent, User

logger = logging.getLogger(__name__)

Kind = SignInEvent.Kind

WHAT = {
    Kind.CHANGED: _(
        "Another app for codes has been set up for your account. The earlier app and the earlier recovery codes "
        "no longer work."
    ),
    Kind.NEW_RECOVERY_CODES: _(
        "New recovery codes have been made for your account. The earlier ones no longer work."
    ),
    Kind.RESET: _(
        "An administrator of the site has removed your second step. Your app and your recovery codes no longer "
        "work, and you are signed out everywhere. You set up a new app when you sign in the next time."
    ),
    Kind.EMERGENCY_RESET: _(
        "Someone who looks after the site's server has removed your second step. Your app and your recovery codes "
        "no longer work, and you are signed out everywhere. You set up a new app when you sign in the next time."
    ),
}


def tell(user: User, kind: SignInEvent.Kind) -> None:
    """Mail her that one of `WHAT` has been done, once it is saved."""
    _send("changed", user, what=WHAT[kind], at=timezone.now())


def tell_locked(user: User, until: datetime) -> None:
    """Mail her, once it is saved, that no code is taken from her before `until`."""
    _send("locked", user, until=until)


def _send(name: str, user: User, **context: Any) -> None:
    context["languages"] = [code for code, _name in settings.LANGUAGES]

    def send() -> None:
        # What is done stays done when the mail cannot be sent. The error's own words may hold the address.
        try:
            with timezone.override(timezone.get_default_timezone()):
                get_adapter().send_mail(f"mfa/email/{name}", user.email, context)
        except Exception as error:
            logger.error("a mail about someone's second step was not sent: %s", type(error).__name__)

    transaction.on_commit(send)
