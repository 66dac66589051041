"""A proposal of how the round's money could be shared. It decides nothing: the board does."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AllocationPlan(models.Model):
    """One scenario: the applications in order, an amount for each, and how many are above the cut line."""

    class Rule(models.TextChoices):
        APPLIED = "applied", _("What was applied for, up to the most for one person")
        FIXED = "fixed", _("The same amount for each")
        SHARE = "share", _("A share of what was applied for")
        BY_HAND = "by_hand", _("Written by hand")

    round = models.ForeignKey(
        "stipend_portal.Round", on_delete=models.PROTECT, related_name="plans", verbose_name=_("round")
    )
    name = models.CharField(_("name"), max_length=120)
    rule = models.CharField(_("how amounts are proposed"), max_length=10, choices=Rule, default=Rule.APPLIED)
    # Whole kronor with FIXED, per cent with SHARE.
    value = models.PositiveIntegerField(_("amount or share"), null=True, blank=True)
    # Lines at positions up to this one are proposed for money.
    cut = models.PositiveIntegerField(_("how many are above the line"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    # The one that the agenda's proposals come from.
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal for the money")
        verbose_name_plural = _("proposals for the money")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="plan_name_once_in_round"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(adopted_at__isnull=False), name="one_adopted_plan"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanLine(models.Model):
    """One application's place and amount in a scenario, with the figures it was placed by."""

    plan = models.ForeignKey(
        AllocationPlan, on_delete=models.CASCADE, related_name="lines", verbose_name=_("proposal")
    )
    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="plan_lines",
        verbose_name=_("application"),
    )
    position = models.PositiveIntegerField(_("place"))
    amount = models.PositiveIntegerField(_("proposed amount in whole kronor"))
    # Weighted mean in per cent of the most possible, number of assessments and spread, as they were.
    mean = models.DecimalField(_("mean"), max_digits=5, decimal_places=2, null=True, blank=True)
    assessments = models.PositiveSmallIntegerField(_("assessments"), default=0)
    spread = models.DecimalField(_("spread"), max_digits=5, decimal_places=2, null=True, blank=True)
    # Why this one stands before another with the same mean.
    tie_reason = models.TextField(_("why in this order"), blank=True)

    class Meta:
        verbose_name = _("line of a proposal")
        verbose_name_plural = _("lines of proposals")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "application"], name="planned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} / {self.position}"
