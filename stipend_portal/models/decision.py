"""A decision: immutable. A correction is a new row that points to the one it corrects."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.models.immutable import Immutable


class Outcome(models.TextChoices):
    """What was decided."""

    GRANTED = "granted", _("Granted")
    PARTLY_GRANTED = "partly_granted", _("Partly granted")
    REFUSED = "refused", _("Refused")
    DISMISSED = "dismissed", _("Dismissed without trial")


WITH_MONEY = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})


class Basis(models.TextChoices):
    """By what right it was decided: by the board, or on its delegation (kommunallagen 6:37)."""

    BOARD = "board", _("Decision of the board")
    DELEGATION = "delegation", _("Delegated decision")


class Decision(Immutable):
    """Outcome, amount in whole kronor, reason, and by what right."""

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("application"),
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome)
    amount = models.PositiveIntegerField(_("amount in whole kronor"), default=0)
    reason = models.TextField(_("reason"))
    basis = models.CharField(_("decided by"), max_length=12, choices=Basis)
    basis_reference = models.CharField(_("paragraph or point of delegation"), max_length=60)
    decided_on = models.DateField(_("day of decision"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(outcome__in=sorted(WITH_MONEY), amount__gt=0)
                    | (~Q(outcome__in=sorted(WITH_MONEY)) & Q(amount=0))
                ),
                name="decision_amount_fits_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(basis_reference=""),
                name="decision_has_reason_and_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_outcome_display()}"
