"""Jäv: whether someone who works with a case stands too near it (kommunallagen 6:28-30, 7:4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """What makes someone jävig, in the words of kommunallagen 6:28. No more is asked or kept."""

    PARTY = "party", _("It concerns myself or someone close to me")
    REPRESENTATIVE = "representative", _("I represent someone whom it concerns")
    SUPERVISION = "supervision", _("I work with what it concerns")
    OTHER = "other", _("Something else makes me too near")


class ConflictOfInterest(models.Model):
    """What one person has answered about one case.

    Without a row an officer or a board member sees the case's number only. With `has_conflict` the case
    is gone for her. Changed through `services.conflict` alone, where every change is an event.
    """

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="conflicts",
        verbose_name=_("application"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="conflicts",
        verbose_name=_("person"),
    )
    has_conflict = models.BooleanField(_("has jäv"))
    ground = models.CharField(_("why"), max_length=16, choices=Ground, blank=True)
    declared_at = models.DateTimeField(_("answered"), auto_now=True)

    class Meta:
        verbose_name = _("answer about jäv")
        verbose_name_plural = _("answers about jäv")
        ordering = ["pk"]
        indexes = [
            # The door asks for one person and one case, for every row of every list.
            models.Index(fields=["user", "application", "has_conflict"], name="conflict_door"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["application", "user"], name="conflict_answered_once"),
            models.CheckConstraint(
                condition=Q(has_conflict=True) | Q(ground=""), name="conflict_ground_only_with_conflict"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.user_id}"
