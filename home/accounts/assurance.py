"""How sure the site is of who is signed in: Digg's levels of assurance (tillitsnivåer).

1 is a code sent by e-mail; 2, 3 and 4 are those of the e-ID, told by the provider in `acr`.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

BY_CODE = 1
_SESSION_KEY = "assurance_level"


def eid_is_configured() -> bool:
    """Whether an e-ID provider is connected to the site."""
    return settings.EID is not None


def eid_name() -> str:
    """What people call the e-ID, for a button; empty when none is connected."""
    return settings.EID["name"] if settings.EID else ""


def highest_level() -> int:
    """The highest level that anyone can sign in with here."""
    return max(settings.EID["levels"].values()) if settings.EID else BY_CODE


def level_of_acr(acr: Any) -> int:
    """The level that the provider's word `acr` stands for; a word that is not known proves no more than a code."""
    return settings.EID["levels"].get(acr, BY_CODE) if isinstance(acr, str) else BY_CODE


def remember_level(request: HttpRequest, level: int) -> None:
    """Let the session that has just been signed in have this level, until it ends."""
    request.session[_SESSION_KEY] = level


def level_of(request: HttpRequest) -> int:
    """The level of the person behind `request`; 0 when nobody is signed in."""
    if not request.user.is_authenticated:
        return 0
    return request.session.get(_SESSION_KEY, BY_CODE)
