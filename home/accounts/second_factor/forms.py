"""Codes: from the app in use, from a recovery list, and from an app that is being set up."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from home.accounts.sign_in_log import record
from home.models import SignInEvent, User
from home.rendering import HouseRenderer

CODE_BOX = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input--short"}


def spend(user: User, code: str) -> bool:
    """Mark a code from an app as used; False when it was used before (RFC 6238, section 5.2).

    Kept for as long as the code could still be right. allauth's own mark lasts one period only.
    """
    lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return cache.add(f"second-factor-spent:{user.pk}:{normalize_user_code(code)}", True, timeout=lasts)


class CodeForm(AuthenticateForm):
    """A code from the app in use, or a recovery code. Five wrong ones, and the person has to wait."""

    default_renderer = HouseRenderer()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code from your app")
        field.help_text = _("Six digits. A recovery code works here too.")
        field.error_messages = {"required": _("Write the code that the app shows now.")}
        field.widget.attrs = CODE_BOX

    def clean_code(self) -> str:
        """A code that is right, and new."""
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not spend(self.user, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code

    def save(self) -> None:
        """Note that the code was used."""
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            record(SignInEvent.Kind.RECOVERY_CODE_USED, self.user, by=self.user)

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)
        record(SignInEvent.Kind.WRONG_CODE, self.user)


class NewAppForm(forms.Form):
    """The first code of an app that is being set up, as a sign that it has got the secret right."""

    default_renderer = HouseRenderer()

    new_code = forms.CharField(
        label=_("Code from the new app"),
        help_text=_("Six digits, which the app shows when it has read the picture or the key."),
        widget=forms.TextInput(attrs=CODE_BOX),
        error_messages={"required": _("Write the code that the app shows now.")},
    )

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        self.secret = secret
        super().__init__(*args, **kwargs)

    def clean_new_code(self) -> str:
        """The code that the secret gives now."""
        code = self.cleaned_data["new_code"]
        if not validate_totp_code(self.secret, code):
            raise forms.ValidationError(
                _(
                    "The code is not the one that this key gives. See that the phone's clock is right, wait until "
                    "the app shows a new code, and write that. If it is wrong again, add the key to the app once more."
                ),
                code="incorrect_code",
            )
        return code
