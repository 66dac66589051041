"""What was sent in, word for word, once and for all."""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.models.immutable import Immutable


def canonical(answers: dict[str, Any]) -> str:
    """The answers as JSON in one form only: the same words give the same text anywhere."""
    return json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(answers: dict[str, Any]) -> str:
    """SHA-256 of the answers in canonical form, as UTF-8."""
    return hashlib.sha256(canonical(answers).encode()).hexdigest()


class ApplicationVersion(Immutable):
    """One send-in. A supplement makes a new version; none is ever changed."""

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="versions",
        verbose_name=_("application"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    answers = models.JSONField(_("answers"))
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the fingerprint of exactly these answers."""
        self.sha256 = fingerprint(self.answers)
        super().save(*args, **kwargs)

    @property
    def is_intact(self) -> bool:
        """Whether the answers still are those that were sent in."""
        return self.sha256 == fingerprint(self.answers)
