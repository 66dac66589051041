"""How many reach each page of the form: numbers without anyone in them."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class StepCount(models.Model):
    """For one round and one page: how many drafts have been begun, have finished it, or were sent."""

    BEGUN = "begun"
    SENT = "sent"

    round = models.ForeignKey(
        "stipend_portal.Round",
        on_delete=models.CASCADE,
        related_name="step_counts",
        verbose_name=_("round"),
    )
    step = models.CharField(_("page"), max_length=40)
    drafts = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("count of a page")
        verbose_name_plural = _("counts of pages")
        constraints = [
            models.UniqueConstraint(fields=["round", "step"], name="step_counted_once_per_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.step}: {self.drafts}"

    @classmethod
    def add(cls, round_id: int, step: str) -> None:
        """Count one more. Nobody is noted, so it cannot be told who stopped where."""
        if not cls.objects.filter(round_id=round_id, step=step).update(drafts=F("drafts") + 1):
            cls.objects.get_or_create(round_id=round_id, step=step)
            cls.objects.filter(round_id=round_id, step=step).update(drafts=F("drafts") + 1)
