"""What one board member thinks of one application."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Recommendation(models.TextChoices):
    """What an assessor would have the board do."""

    GRANT = "grant", _("Grant all")
    GRANT_PART = "grant_part", _("Grant a part")
    REFUSE = "refuse", _("Grant nothing")


class Assessment(models.Model):
    """Scores, comment and recommendation on one version. Saved as she goes, and counted once handed in."""

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name=_("application"),
    )
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name=_("assessor"),
    )
    # The version that was read. A later one makes the assessment old, which is told and never mended for her.
    version = models.ForeignKey(
        "stipend_portal.ApplicationVersion",
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name=_("version judged"),
    )
    comment = models.TextField(_("comment"), blank=True)
    recommendation = models.CharField(_("recommendation"), max_length=12, choices=Recommendation, blank=True)
    # Counts saves, so that two windows do not write over each other.
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(_("saved"), auto_now=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["assessor", "application"], name="assessment_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["application", "assessor"], name="assessed_once_by_each"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | ~Q(recommendation=""),
                name="assessment_handed_in_recommends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.assessor_id}"


class Score(models.Model):
    """One criterion judged. No value means “cannot judge”, which is not zero and does not count."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="scores", verbose_name=_("assessment")
    )
    criterion = models.ForeignKey(
        "stipend_portal.Criterion",
        on_delete=models.PROTECT,
        related_name="scores",
        verbose_name=_("criterion"),
    )
    value = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    # The end of the scale as it was, so that the database can hold the value within it.
    highest = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="scored_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=F("highest")),
                name="score_within_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} / {self.criterion_id}"
