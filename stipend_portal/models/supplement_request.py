"""What a case officer asks the applicant to add or change, by when, and what came of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SupplementRequest(models.Model):
    """One request. Its answer is a new version; the version before stays as it was."""

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="supplement_requests",
        verbose_name=_("application"),
    )
    # Keys of the sections that the applicant may change.
    sections = models.JSONField(_("pages to change"), default=list)
    message = models.TextField(_("what is missing"))
    due = models.DateField(_("answer no later than"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    before = models.ForeignKey(
        "stipend_portal.ApplicationVersion",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("version before"),
    )
    after = models.OneToOneField(
        "stipend_portal.ApplicationVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers_request",
        verbose_name=_("version after"),
    )
    # Answered, no longer waited for, or the application was taken back.
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for supplement")
        verbose_name_plural = _("requests for supplement")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["due"], name="supplement_open", condition=Q(closed_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(closed_at__isnull=True),
                name="one_open_supplement_request",
            ),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | Q(closed_at__isnull=False),
                name="supplement_answered_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.pk}"

    def is_late(self, received_at: datetime) -> bool:
        """Whether an answer that came at this time came after the due day, which counts to its end."""
        return timezone.localdate(received_at) > self.due
