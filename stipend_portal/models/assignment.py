"""Who works with which case."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """A person named on a case. Each change is an event; a row that is gone is told there."""

    class Kind(models.TextChoices):
        HANDLER = "handler", _("Handler")
        ASSESSOR = "assessor", _("Assessor")
        # May read a case with protected identity, and is neither of the above.
        NAMED = "named", _("Named on the case")

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("application"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("as"), max_length=10, choices=Kind)
    assigned_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["user", "kind", "application"], name="assignment_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["application", "user", "kind"], name="assigned_once"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(kind="handler"), name="one_handler_of_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_kind_display()}"
