"""The last stage of a staff sign-in without an app: set one up, now."""

from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.totp.internal.auth import clear_totp_secret
from django.http import HttpResponse

from home.accounts.second_factor.rule import app_of


class SetUpStage(LoginStage):
    """Between the password and the first page. allauth's own stage asks those who have an app for a code."""

    key = "second_factor_set_up"
    urlname = "second_factor_set_up"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Send staff without an app to the page where one is set up; let everyone else by."""
        user = self.login.user
        if user is None or not user.is_staff_member or app_of(user) is not None:
            return None, True
        # Whoever sat here before may have seen the secret of a set-up that was left halfway.
        clear_totp_secret(self.request)
        return headed_redirect_response(self.urlname), True
