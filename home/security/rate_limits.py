"""How often one person, one link or one visitor's address may do the same thing.

The counting is allauth's, in the cache that all web processes share, so that it is told apart by visitor
behind a proxy as signing in is. Only what changes something (POST) is counted. A whole class sits behind one
address: an address must be let do at least thirty times what one person may.
"""

import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from home.errors import too_many_requests

APP = "home"


def seconds_to_wait(
    request: HttpRequest, *, app: str, action: str, rates: str, key: str | None = None
) -> int:
    """Whole seconds until the next try is allowed by every one of `rates`; 0 when it is allowed now.

    `rates` are written as allauth writes them: `"3/m/key,100/h/ip"`.
    """
    now, wait = time.time(), 0.0
    for rate in ratelimit.parse_rates(rates):
        name = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key)
        allowed, tries = ratelimit.apply_rate(cache.get(name, []), now, rate, dry_run=True)
        if not allowed:
            wait = max(wait, tries[rate.amount - 1] + rate.duration - now)
    return math.ceil(wait)


def count_try(request: HttpRequest, *, action: str, rates: str, key: str | None = None) -> int:
    """Count one try of `action`; give 0 when it is allowed, else the seconds to wait."""
    counted = ratelimit.consume(request, app=APP, action=action, config={action: rates}, key=key)
    if counted is not None:
        return 0
    return max(1, seconds_to_wait(request, app=APP, action=action, rates=rates, key=key))


def limited(
    action: str,
    *,
    per_account: str | None = None,
    per_link: str | None = None,
    per_address: str | None = None,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view be posted to only so often: `@limited("draft", per_account="30/h", per_address="900/h")`.

    Amounts are tries per `s`, `m`, `h` or `d`, such as `"30/h"` or `"10/15m"`. `per_account` counts for
    whoever is signed in, `per_link` for whoever holds the link that the address is, `per_address` for the
    visitor's network address. Views that name the same `action` with the same amounts share the count.

    One try too many is answered with 429 and a page that says how long to wait and holds what was typed.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            rates = []
            if per_account and request.user.is_authenticated:
                rates.append(f"{per_account}/user")
            if per_link:
                rates.append(f"{per_link}/key")
            if per_address:
                rates.append(f"{per_address}/ip")
            wait = count_try(request, action=action, rates=",".join(rates), key=request.path)
            return too_many_requests(request, wait=wait) if wait else view(request, *args, **kwargs)

        return wrapper

    return decorate
