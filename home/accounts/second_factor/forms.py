"""Codes: from the app in use, from a recovery list, and from an app that is being set up."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from home.accounts.second_factor.codes import CodesLocked, KeyGone, WrongCode, use_code
from home.accounts.sign_in_log import record
from home.models import SignInEvent
from home.rendering import HouseRenderer

LOCKED = "locked"
CODE_BOX = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input--short"}


class CodeForm(AuthenticateForm):
    """A code from the app in use, or a recovery code. Five wrong ones, and the person has to wait; ten, and longer."""

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
        forget_tries = check_rate_limit(self.user)
        code = self.cleaned_data["code"]
        try:
            self.authenticator = use_code(self.user, code)
        except WrongCode:
            raise get_adapter().validation_error("incorrect_code") from None
        except KeyGone:
            raise get_adapter().validation_error("key_gone") from None
        except CodesLocked as locked:
            raise self._locked(locked) from None
        forget_tries()
        return code

    @staticmethod
    def _locked(locked: CodesLocked) -> forms.ValidationError:
        until = timezone.localtime(locked.until)
        text = _(
            "There have been ten wrong codes in a row. To be safe, no code works before %(time)s on %(day)s. If you "
            "cannot wait, ask an administrator of the site to remove your second step."
        )
        words = {"time": date_format(until, "H:i"), "day": date_format(until, "j F")}
        return forms.ValidationError(text, code=LOCKED, params={**words, "seconds": locked.seconds})

    def save(self) -> None:
        """Note that the code was used."""
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            record(SignInEvent.Kind.RECOVERY_CODE_USED, self.user, by=self.user)


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
