"""Someone has come with an e-ID that belongs to no account yet. It waits in the session for an address.

An e-ID is tied to an account only where its holder has proved that the account's address is hers: by the
code sent to it, by being signed in to the account already, or by a provider trusted to have checked it. Typing
somebody's address ties nothing.
"""

import time
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from home.accounts.assurance import BY_CODE, remember_level
from home.models import User

_SESSION_KEY = "eid_waiting"
# As long as the code that may be needed on the way.
GOOD_FOR = 15 * 60


class AnotherEid(Exception):
    """The account has another e-ID already, or the e-ID another account."""


def keep(request: HttpRequest, *, subject: str, level: int, email: str) -> None:
    """Remember who came and how surely; `email` is what the provider says, unproved."""
    request.session[_SESSION_KEY] = {
        "subject": subject,
        "level": level,
        "email": email,
        "address": "",
        "at": time.time(),
    }


def find(request: HttpRequest) -> dict[str, Any] | None:
    """Who waits, if she came lately."""
    waiting = request.session.get(_SESSION_KEY)
    if waiting and time.time() - waiting["at"] > GOOD_FOR:
        forget(request)
        return None
    return waiting


def forget(request: HttpRequest) -> None:
    """Let nobody wait."""
    request.session.pop(_SESSION_KEY, None)


def name_address(request: HttpRequest, address: str) -> None:
    """Note the address to which the code goes. A code to any other address ties nothing."""
    request.session[_SESSION_KEY]["address"] = address
    request.session.modified = True


def tie(*, user: User, subject: str) -> None:
    """Let this e-ID open the account from now on.

    Raises `AnotherEid`: a second e-ID would let whoever reads the mailbox pass for the person herself.
    """
    issuer = settings.EID["issuer"]
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if SocialAccount.objects.filter(user=user, provider=issuer).exclude(uid=subject).exists():
            raise AnotherEid
        account, _created = SocialAccount.objects.get_or_create(
            provider=issuer, uid=subject, defaults={"user": user}
        )
        if account.user_id != user.pk:
            raise AnotherEid


def settle(request: HttpRequest, user: User) -> None:
    """After signing in by code: tie the e-ID that waited for this address, and note how sure we are."""
    waiting = find(request)
    forget(request)
    level = BY_CODE
    if waiting and waiting["address"] == user.email.lower():
        try:
            tie(user=user, subject=waiting["subject"])
            level = waiting["level"]
            messages.success(request, _("Your e-ID now opens this account. Next time it is all you need."))
        except AnotherEid:
            messages.warning(
                request,
                _("You are signed in with the code, but not with the e-ID: this account has another one."),
            )
    remember_level(request, level)
