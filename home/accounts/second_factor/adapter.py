"""How allauth's codes behave in this house."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from home.security.sealing import Sealer


def sealer() -> Sealer:
    """What keeps the keys of apps and recovery codes secret in the database."""
    return Sealer("second factor")


class SecondFactorAdapter(DefaultMFAAdapter):
    """What is said about a wrong code, and how keys are kept: whoever gets a copy of the database gets no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "The code is wrong, or has been used already. Wait until the app shows a new one, and write that."
        ),
        "key_gone": _(
            "The site can no longer read what your codes are checked against, so no code works. Ask an "
            "administrator of the site to remove your second step. Then you set up a new one when you sign in."
        ),
    }

    def encrypt(self, text: str) -> str:
        """The key of an app, or the seed of recovery codes, as it lies in the database."""
        return sealer().seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The same again. Raises `home.security.sealing.Unreadable` when the secret key it was sealed with is gone."""
        return sealer().open(encrypted_text)
