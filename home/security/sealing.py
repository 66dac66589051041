"""Encrypting with keys made from the site's secret key, so that a copy of the database alone tells nothing."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class Unreadable(Exception):
    """It was sealed with a secret key that the site has no longer, or was never sealed here."""


class Sealer:
    """Seals texts for one purpose: what is sealed for another cannot be opened with it."""

    def __init__(self, purpose: str) -> None:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        self._all = [self._cipher(purpose, key) for key in keys]

    @staticmethod
    def _cipher(purpose: str, key: str) -> Fernet:
        # The name is part of the key: with another, nothing that is sealed could be opened.
        digest = salted_hmac("home.sealing", purpose, secret=key, algorithm="sha256").digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def seal(self, text: str) -> str:
        """The text, encrypted with the key of today."""
        return self._all[0].encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again, also when it was sealed with an earlier key. Raises `Unreadable`."""
        try:
            return MultiFernet(self._all).decrypt(sealed.encode()).decode()
        except (InvalidToken, UnicodeError) as error:
            raise Unreadable from error

    def is_of_today(self, sealed: str) -> bool:
        """Whether it was sealed with the key of today, and not with an earlier one."""
        try:
            self._all[0].decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True
