"""The one user model: applicants and staff, known by e-mail address."""

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class EmailUserManager(UserManager["User"]):
    """Creates users by e-mail address; there is no user name."""

    def _create(self, email: str, password: str | None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        """Create a user; without a password she can only sign in with a mailed code."""
        fields.setdefault("is_superuser", False)
        return self._create(email, password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        """Create an administrator of the site. She still sees no application without a role."""
        fields.setdefault("is_staff", True)
        fields.setdefault("is_superuser", True)
        return self._create(email, password, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by address without regard to case, as people type it."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person with an account.

    Applicants have no group and no password. Staff have groups (their roles) and a password.
    """

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = EmailUserManager()  # type: ignore[misc,assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_without_case"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        """Keep addresses in lower case: two spellings must never be two people."""
        super().clean()
        self.email = self.email.strip().lower()

    @cached_property
    def has_rights(self) -> bool:
        """Whether she has a role, or a permission of her own. With a session's user this is known already."""
        return self.groups.exists() or self.user_permissions.exists()

    @property
    def is_staff_member(self) -> bool:
        """Whether this is someone who works here: such people never sign in by a mailed code."""
        return self.is_superuser or self.has_usable_password() or self.has_rights
