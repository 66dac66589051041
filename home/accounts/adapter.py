"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as allauth_context
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.accounts import eid_waiting
from home.accounts.assurance import remember_level
from home.accounts.second_factor.rule import is_required
from home.accounts.sign_in_log import record, record_wrong_password
from home.mail.html import dress
from home.models import SignInEvent, User

CODE_STAGE = "allauth.mfa.stages.AuthenticateStage"
SET_UP_STAGE = "home.accounts.second_factor.stage.SetUpStage"


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up page; links from our own address; staff land in the admin, applicants on their own pages."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("The code is wrong. Write the six digits from the newest mail."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, and then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the code form only."""
        return False

    def get_from_email(self) -> str:
        """The sender of sign-in codes."""
        return settings.DEFAULT_FROM_EMAIL

    def get_login_stages(self) -> list[str]:
        """What comes between the password and the first page."""
        stages = super().get_login_stages()
        if is_required():
            return [*stages, SET_UP_STAGE]
        return [stage for stage in stages if stage != CODE_STAGE]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log a wrong password for someone who works here."""
        record_wrong_password(credentials.get("email"))

    @staticmethod
    def method_of(request: HttpRequest, user: User) -> SignInEvent.Method:
        """How this staff sign-in was made."""
        types = [step.get("type") for step in get_authentication_records(request, user)]
        if "recovery_codes" in types:
            return SignInEvent.Method.RECOVERY_CODE
        return SignInEvent.Method.APP if "totp" in types else SignInEvent.Method.PASSWORD

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where to go after signing in when no page was asked for."""
        if request.user.is_staff_member:
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def post_login(
        self, request: HttpRequest, user: User, *, signal_kwargs: dict[str, Any] | None, **kwargs: Any
    ) -> HttpResponse:
        """Note how sure the site is of who has come in, and tie an e-ID that waited for this."""
        by_eid = (signal_kwargs or {}).get("sociallogin")
        if by_eid:
            remember_level(request, by_eid.level)
        else:
            eid_waiting.settle(request, user)
        if user.is_staff_member:
            record(SignInEvent.Kind.SIGNED_IN, user, method=self.method_of(request, user), by=user)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Mail at once, without allauth's look-up of `current_site`: names come from settings.

        A code is never put in the outbox, where staff could read it. To a machine nothing is sent.
        """
        if getattr(allauth_context.request, "sends_nothing", False):
            return
        context = {"email": email, "base_url": settings.BASE_URL, **context}
        dress(self.render_mail(template_prefix, email, context)).send()
