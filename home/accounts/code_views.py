"""Signing in with a mailed code: allauth's two views, with a way to go on wherever one gets stuck."""

import logging
from typing import Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.accounts import eid_waiting
from home.accounts.assurance import eid_name
from home.accounts.forms import ConfirmCodeForm, RequestCodeForm
from home.security.rate_limits import count_try

logger = logging.getLogger(__name__)

# Counted from the first code, by address: mail can be slow, and a second code makes the first one useless.
RESEND = {"action": "resend_code", "rates": "1/30s/key"}


def next_page(request: HttpRequest, name: str) -> str:
    """The address of a page, with where to go after signing in."""
    next_url = get_next_redirect_url(request)
    return reverse(name, query={"next": next_url} if next_url else None)


def where_to_ask(request: HttpRequest) -> str:
    """The page that asks for an address: the e-ID's when someone waits for it, else the plain one."""
    return next_page(request, "eid_account" if eid_waiting.find(request) else "account_request_login_code")


class RequestCodeView(RequestLoginCodeView):
    """Asks for an address. The answer is the same whatever the address, and whoever or whatever asks."""

    def form_valid(self, form: RequestCodeForm) -> HttpResponse:
        """Send the code; to what filled in the trap, say the same and send nothing."""
        if form.is_trapped:
            logger.warning("The trap in the form that asks for a code was filled in.")
            self.request.sends_nothing = True  # type: ignore[attr-defined]
        self.note_address(form)
        count_try(self.request, **RESEND, key=form.cleaned_data["email"])
        return super().form_valid(form)

    def form_invalid(self, form: RequestCodeForm) -> HttpResponse:
        """The page again: 429 after too many codes, else 422."""
        response = self.render_to_response(self.get_context_data(form=form), status=422)
        if form.wait:
            response.status_code = 429
            response.headers["Retry-After"] = str(form.wait)
        return response

    def note_address(self, form: RequestCodeForm) -> None:
        """A plain sign-in: an e-ID that waits from before has nothing to do with it."""
        eid_waiting.forget(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The e-ID's name besides, where there is one."""
        return super().get_context_data(eid_name=eid_name(), **kwargs)


class ConfirmCodeView(ConfirmLoginCodeView):
    """Asks for the code. A code that no longer works leads to where a new one is asked for, and says why."""

    used_up = False
    leaves = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As allauth, but not silent when the code is too old, used up, or asked for elsewhere."""
        expected = LOGIN_SESSION_KEY in request.session or request.method == "POST"
        response = super().dispatch(request, *args, **kwargs)
        ended = getattr(response, "url", "") == reverse("account_request_login_code")
        if not (expected and ended):
            return response
        if self.used_up:
            messages.warning(
                request, _("The code was wrong five times and no longer works. Ask for a new one here.")
            )
        elif not self.leaves:
            messages.warning(
                request,
                _(
                    "The code no longer works. It lasts 15 minutes, and only in the browser where you asked "
                    "for it. Ask for a new one here."
                ),
            )
        return redirect(where_to_ask(request))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Another address, a new code, or the code itself."""
        action = request.POST.get("action")
        if action == "another":
            self.leaves = True
            clear_login(request)
            return redirect("account_request_login_code")
        if action == "resend":
            wait = count_try(request, **RESEND, key=self._process.state["email"])
            if wait:
                return self.too_soon(wait)
            if self._process.can_resend:
                messages.success(request, _("We have sent a new code. Only the newest one works."))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ConfirmCodeForm) -> HttpResponse:
        """Sign in, unless the account was removed for having long been unused, or got a role, in these very minutes."""
        if self._process.user is None or self._process.user.is_staff_member:
            clear_login(self.request)
            return redirect("account_request_login_code")
        return super().form_valid(form)

    def form_invalid(self, form: ConfirmCodeForm) -> HttpResponse:
        """The page again, until the last try; an empty box is no try."""
        if form.has_error("code", "required") or self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.used_up = True
        return redirect("account_request_login_code")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the code also ties an e-ID to the account."""
        return super().get_context_data(ties_eid=eid_waiting.find(self.request) is not None, **kwargs)

    def too_soon(self, wait: int) -> HttpResponse:
        """429: the page again, saying when a new code can be sent."""
        text = ngettext(
            "Wait a second more, and then ask for a new code.",
            "Wait %(seconds)d seconds more, and then ask for a new code. The mail may be on its way.",
            wait,
        )
        context = self.get_context_data(form=ConfirmCodeForm(), too_soon=text % {"seconds": wait})
        response = self.render_to_response(context, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
