"""Someone has come back from the e-ID provider. Who is she here?"""

from allauth.account.internal.stagekit import clear_login
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from home.accounts import eid_pages, eid_waiting
from home.accounts.people import account_for


def arrive(request: HttpRequest, login: SocialLogin) -> HttpResponse | None:
    """Decide whose account the e-ID opens, and let allauth open it (None); or give the page to show instead.

    Whoever works here signs in another way: an e-ID for applicants must never open the admin.
    """
    if not login.is_existing and _address_is_proved(request, login):
        login.user = account_for(login.email)
        if not login.user.is_staff_member and login.user.is_active:
            try:
                eid_waiting.tie(user=login.user, subject=login.account.uid)
            except eid_waiting.AnotherEid:
                return eid_pages.taken(request)
    if login.is_existing:
        return eid_pages.staff(request) if login.user.is_staff_member else None
    if request.user.is_authenticated and request.user.is_staff_member:
        return eid_pages.staff(request)
    return _ask_for_account(request, login)


def _address_is_proved(request: HttpRequest, login: SocialLogin) -> bool:
    """Whether the provider's word for the address is enough. Who is signed in is asked instead."""
    trusted = settings.EID["trusts_email"] and login.email_is_verified and login.email
    return bool(trusted) and not request.user.is_authenticated


def _ask_for_account(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    clear_login(request)  # a code asked for earlier has nothing to do with this
    eid_waiting.keep(request, subject=login.account.uid, level=login.level, email=login.email)
    next_url = login.get_redirect_url(request)
    return redirect(reverse("eid_account", query={"next": next_url} if next_url else None))
