"""The three forms of signing in, in the house's own components."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from home.rendering import HouseRenderer


class RequestCodeForm(RequestLoginCodeForm):
    """An address to mail a code to. A new address becomes a new account, unused until the code is given.

    The answer is the same for every address, so nobody can learn who has applied. Staff never get in
    by code, or the mailbox alone would open the applications: they are told so by mail.
    """

    default_renderer = HouseRenderer()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your e-mail address")
        field.help_text = _("We send a code to it. You need no password.")
        field.error_messages = {
            "required": _("Write your e-mail address."),
            "invalid": _("Write an e-mail address like namn@example.org."),
        }
        field.widget.attrs = {"autocomplete": "email", "spellcheck": "false"}

    def clean_email(self) -> str:
        """Find or create the account that the code is for."""
        email = super().clean_email().lower()
        if self._user is None:
            # Unusable from its first moment: a second click must not take the new account for staff.
            self._user, _created = get_user_model().objects.get_or_create(
                email=email, defaults={"password": make_password(None)}
            )
        if self._user.is_staff_member or not self._user.is_active:
            self._user = None
        return email


class ConfirmCodeForm(ConfirmLoginCodeForm):
    """The six digits."""

    default_renderer = HouseRenderer()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code")
        field.help_text = _("Six digits, from the mail we just sent.")
        field.error_messages = {"required": _("Write the six digits from the mail.")}
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "input--short",
        }


class StaffSignInForm(LoginForm):
    """Address and password, for those who work here."""

    default_renderer = HouseRenderer()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "spellcheck": "false"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
