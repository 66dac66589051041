"""The three forms of signing in, in the house's own components."""

import math
from typing import Any

from allauth.account import app_settings
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.core import context
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from home.accounts.people import account_for
from home.rendering import HouseRenderer
from home.security.rate_limits import seconds_to_wait

# The name of a box that people do not see and are told to leave empty (components/trap.html).
TRAP = "comment"


class RequestCodeForm(RequestLoginCodeForm):
    """An address to mail a code to. A new address becomes a new account, unused until the code is given.

    The answer is the same for every address, so nobody can learn who has applied. Staff never get in
    by code, or the mailbox alone would open the applications: they are told so by mail.
    """

    default_renderer = HouseRenderer()
    # Seconds until another code may be asked for; 0 while it may.
    wait = 0

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

    @property
    def is_trapped(self) -> bool:
        """Whether the box that nobody sees was filled in: a machine did it."""
        return bool(self.data.get(TRAP))

    def clean_email(self) -> str:
        """Find or create the account that the code is for; tell how long to wait after too many codes."""
        address = self.cleaned_data["email"].lower()
        try:
            super().clean_email()
        except ValidationError as error:
            self.wait = self.seconds_to_wait(address)
            raise ValidationError(self.words_for_waiting(self.wait), code=error.code) from error
        self._user = None if self.is_trapped else account_for(address)
        if self._user and (self._user.is_staff_member or not self._user.is_active):
            self._user = None
        return address

    @staticmethod
    def seconds_to_wait(address: str) -> int:
        """Until a code to this address, for this visitor, is allowed again."""
        action = "request_login_code"
        return seconds_to_wait(
            context.request,
            app="allauth.account",
            action=action,
            rates=app_settings.RATE_LIMITS[action],
            key=address,
        )

    @staticmethod
    def words_for_waiting(seconds: int) -> str:
        """When to come back."""
        minutes = max(1, math.ceil(seconds / 60))
        text = ngettext(
            "Many codes have been asked for. Wait a minute, and then press the button again.",
            "Many codes have been asked for. Wait %(minutes)d minutes, and then press the button again.",
            minutes,
        )
        return text % {"minutes": minutes}


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
