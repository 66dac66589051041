"""To the e-ID provider, back from it, and the page between where an account is named."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from requests import RequestException

from home.accounts import eid_pages, eid_waiting
from home.accounts.assurance import eid_is_configured, eid_name, remember_level
from home.accounts.code_views import RequestCodeView, next_page
from home.accounts.eid import EidOAuth2Adapter
from home.accounts.forms import RequestCodeForm
from home.security.rate_limits import limited

View = Callable[..., HttpResponse]


def when_configured(view: View) -> View:
    """404 for every address of the e-ID where none is connected."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not eid_is_configured():
            raise Http404
        return view(request, *args, **kwargs)

    return wrapper


def _converse(request: HttpRequest, view: type[OAuth2View]) -> HttpResponse:
    """One of allauth's two views; what it does not expect to go wrong gets a page too."""
    try:
        return view.adapter_view(EidOAuth2Adapter(request, settings.EID["issuer"]))(request)
    except (RequestException, OAuth2Error, ProviderException) as fault:
        return eid_pages.problem(request, fault)


@when_configured
@never_cache
@limited("eid", per_address="300/h")
@require_http_methods(["GET", "HEAD", "POST"])
def eid_start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider. Only a button does: a link could start it for someone unaware."""
    if request.method != "POST":
        return redirect("account_request_login_code")
    return _converse(request, OAuth2LoginView)


@when_configured
@never_cache
@require_GET
def eid_callback(request: HttpRequest) -> HttpResponse:
    """Where the provider sends people back to, with a code or an error."""
    return _converse(request, OAuth2CallbackView)


@method_decorator(when_configured, name="dispatch")
class EidAccountView(RequestCodeView):
    """The e-ID is new here: which account shall it open?

    Whoever is signed in already is asked whether it is hers; everyone else writes an address and gets a code.
    """

    template_name = "socialaccount/eid_account.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, if someone waits."""
        self.waiting = eid_waiting.find(request)
        if not self.waiting:
            messages.info(request, _("It took too long, so begin again."))
            return redirect(next_page(request, "account_request_login_code"))
        if request.user.is_authenticated:
            return self.confirm(request)
        return super().dispatch(request, *args, **kwargs)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Tie the e-ID to the account that is signed in, when its owner says so."""
        if request.method != "POST":
            context = {"eid_name": eid_name(), "next_url": self.get_next_url() or ""}
            return render(request, "socialaccount/eid_confirm.html", context)
        eid_waiting.forget(request)
        try:
            eid_waiting.tie(user=request.user, subject=self.waiting["subject"])
        except eid_waiting.AnotherEid:
            return eid_pages.taken(request)
        remember_level(request, self.waiting["level"])
        return redirect(self.get_next_url() or settings.LOGIN_REDIRECT_URL)

    def get_initial(self) -> dict[str, Any]:
        """The address that the provider gave, to be proved like any other."""
        return {"email": self.waiting["email"]}

    def note_address(self, form: RequestCodeForm) -> None:
        """Let only the code to this address tie the e-ID."""
        eid_waiting.name_address(self.request, form.cleaned_data["email"])


eid_account = EidAccountView.as_view()
