"""What is shown when an e-ID does not lead in: what happened, and two ways to go on."""

import logging

from allauth.socialaccount.providers.base import ProviderException
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from requests import RequestException

from home.accounts.assurance import eid_name

logger = logging.getLogger(__name__)


class ProviderAway(ProviderException):
    """What the provider says of itself cannot be used: another issuer, or something missing."""


def _page(request: HttpRequest, what: str, status: int, next_url: str | None = None) -> HttpResponse:
    context = {"what": what, "eid_name": eid_name(), "next_url": next_url or request.GET.get("next", "")}
    return render(request, "socialaccount/eid_problem.html", context, status=status)


def problem(request: HttpRequest, fault: Exception | None, next_url: str | None = None) -> HttpResponse:
    """503 when the provider cannot be used now, 400 when this sign-in did not hold. The log says why."""
    away = isinstance(fault, RequestException | ProviderAway)
    # The reasons are our own words or names of classes: nothing that the provider or a visitor wrote.
    reason = type(fault).__name__ if isinstance(fault, RequestException) else fault
    logger.warning("An e-ID sign-in came to nothing: %s", reason or "its beginning is not known here")
    return _page(request, "away" if away else "failed", 503 if away else 400, next_url)


def cancelled(request: HttpRequest, next_url: str | None) -> HttpResponse:
    """Back to where one chooses how to sign in."""
    messages.info(request, _("You stopped before you were signed in. Choose a way to sign in."))
    return redirect(reverse("account_request_login_code", query={"next": next_url} if next_url else None))


def staff(request: HttpRequest) -> HttpResponse:
    """403: the account belongs to someone who works here."""
    return _page(request, "staff", 403)


def taken(request: HttpRequest) -> HttpResponse:
    """409: the account has another e-ID, or the e-ID another account."""
    return _page(request, "taken", 409)
