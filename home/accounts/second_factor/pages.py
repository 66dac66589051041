"""What the pages of the second step share."""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.mfa.adapter import get_adapter
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from home.accounts.second_factor.forms import LOCKED
from home.accounts.second_factor.rule import is_required
from home.models import User
from home.security.rate_limits import seconds_to_wait

View = Callable[..., HttpResponse]
TOO_MANY = "too_many_login_attempts"


def when_required(view: View) -> View:
    """404 for every page of the second step on a site that does not ask for it. None of the pages is ever kept."""

    @never_cache
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_required():
            raise Http404
        return view(request, *args, **kwargs)

    return wrapper


def for_staff(view: View) -> View:
    """For those who work here and are fully signed in; for an applicant there is no such page."""

    @when_required
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not request.user.is_staff_member:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapper


def how_to_add(user: User, secret: str) -> dict[str, Any]:
    """What an app needs: a picture, a link for an app on the same device, and the key in groups of four."""
    adapter = get_adapter()
    url = adapter.build_totp_url(user, secret)
    picture = base64.b64encode(adapter.build_totp_svg(url).encode()).decode()
    return {
        "app_url": url,
        "picture": f"data:image/svg+xml;base64,{picture}",
        "key_groups": [secret[start : start + 4] for start in range(0, len(secret), 4)],
        "account": adapter.get_totp_label(user),
    }


def refuse(
    request: HttpRequest, template: str, context: dict[str, Any], code: Form, user: User
) -> HttpResponse:
    """The page again: 422, or 429 when `code` was wrong so often that `user` has to wait."""
    response = render(request, template, context, status=422)
    wait = 0
    if code.has_error("code", TOO_MANY):
        wait = max(1, _wait(request, user))
    elif code.has_error("code", LOCKED):
        wait = code.errors.as_data()["code"][0].params["seconds"]
    if wait:
        response.status_code = 429
        response.headers["Retry-After"] = str(wait)
    return response


def _wait(request: HttpRequest, user: User) -> int:
    # The key is allauth's own (`allauth.mfa.base.internal.flows.check_rate_limit`).
    return seconds_to_wait(
        request,
        app="allauth.account",
        action="login_failed",
        rates=account_settings.RATE_LIMITS["login_failed"],
        key=f"mfa-auth-user-{user.pk}",
    )


def show_codes(request: HttpRequest, codes: list[str], *, first: bool, go_on_to: str) -> HttpResponse:
    """The recovery codes, on the one page where they are ever shown. It answers a POST: no GET shows or makes them."""
    pairs = [f"{code[:4]} {code[4:]}" for code in codes]
    context = {"codes": pairs, "first": first, "go_on_to": go_on_to}
    return render(request, "mfa/recovery_codes.html", context)
