"""How allauth behaves in this house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up page; links from our own address; staff land in the admin, applicants on their own pages."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the code form only."""
        return False

    def get_from_email(self) -> str:
        """The sender of sign-in codes."""
        return settings.DEFAULT_FROM_EMAIL

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where to go after signing in when no page was asked for."""
        if request.user.is_staff_member:
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Mail at once, without allauth's look-up of `current_site`: names come from settings.

        A code is never put in the outbox, where staff could read it.
        """
        context = {"email": email, "base_url": settings.BASE_URL, **context}
        self.render_mail(template_prefix, email, context).send()
