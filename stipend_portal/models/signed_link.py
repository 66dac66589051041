"""Someone without an account who answers by a mailed link, and only by it."""

from typing import Any, ClassVar, Self

from django.core import signing
from django.db import models
from django.utils.crypto import get_random_string


def new_nonce() -> str:
    """A random part of the link. Changing it on the row makes every link sent before worthless."""
    return get_random_string(12)


class SignedLink(models.Model):
    """Base of the rows that a mailed link leads to. The link is signed, so that it need not be stored."""

    salt: ClassVar[str]

    nonce = models.CharField(max_length=12, default=new_nonce, editable=False)

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        """The secret part of the link."""
        return signing.dumps([self.pk, self.nonce], salt=self.salt)

    @classmethod
    def from_token(cls, token: str) -> Self:
        """Find the row a link is for. Raises `DoesNotExist` for a forged or withdrawn link."""
        try:
            pk, nonce = signing.loads(token, salt=cls.salt)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise cls.DoesNotExist from error
        rows: models.QuerySet[Any] = cls._default_manager.select_related(
            "application__round__programme", "application__current_decision", "version"
        )
        return rows.get(pk=pk, nonce=nonce)
