"""Messages between the applicant and those who handle the case. Internal notes are another thing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.models.immutable import Immutable


class Message(Immutable):
    """One message, written once: it is part of the record as soon as it is sent."""

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="correspondence",
        verbose_name=_("application"),
    )
    from_applicant = models.BooleanField(_("from the applicant"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    author_name = models.CharField(_("name then"), max_length=200)
    text = models.TextField(_("message"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["application", "at"], name="message_of_application")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="message_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.pk}"
