"""What the staff writes down for itself. Messages to the applicant are another table."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.models.immutable import Immutable


class Note(Immutable):
    """An internal note, written once. It may become public record, and the field says so."""

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="notes",
        verbose_name=_("application"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    author_name = models.CharField(_("name then"), max_length=200)
    text = models.TextField(_("note"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["application", "at"], name="note_of_application")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.pk}"
