"""What an applicant has written and not sent. Hers alone: no staff query reaches these tables.

A draft is not public record (tryckfrihetsförordningen 2:9).
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """One application being written. Its long random key is no right to read it: the owner is asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    round = models.ForeignKey("stipend_portal.Round", on_delete=models.PROTECT, related_name="drafts")
    # Where it answers a request for supplement: only the pages asked for can then be changed.
    supplement = models.OneToOneField(
        "stipend_portal.SupplementRequest",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="draft",
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="sv")
    created_at = models.DateTimeField(auto_now_add=True)
    # Moved on by every save; `pruning` warns first and then removes what nobody came back to.
    expires_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="draft_expiring",
                condition=models.Q(submitted_at__isnull=True),
            ),
        ]
        constraints = [
            # Five clicks on "start" are one draft.
            models.UniqueConstraint(
                fields=["owner", "round"],
                condition=models.Q(submitted_at__isnull=True, supplement__isnull=True),
                name="one_open_draft_per_round",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DraftStep(models.Model):
    """What was typed on one page, as it was typed, right or wrong."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40)
    data = models.JSONField()
    complete = models.BooleanField(default=False)
    # Whether this page has been counted as finished once (see `StepCount`).
    counted = models.BooleanField(default=False)
    # Counts the saves, so that a page opened before the last save cannot overwrite it unseen.
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("page of a draft")
        verbose_name_plural = _("pages of drafts")
        constraints = [
            models.UniqueConstraint(fields=["draft", "step"], name="one_row_per_draft_and_step"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}/{self.step}"
