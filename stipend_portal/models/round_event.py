"""What has been done to a round as a whole. Only ever added to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.models.immutable import Immutable


class RoundEventKind(models.TextChoices):
    """What kinds of thing happen to a round."""

    CREATED = "created", _("Round set up")
    COPIED = "copied", _("Copied from an earlier round")
    PHASE_CHANGED = "phase_changed", _("Phase changed")
    PUBLISHED_CHANGED = "published_changed", _("Changed after it was published")
    PROGRAMME_CHANGED = "programme_changed", _("The stipend was changed while the round was published")
    ROLES_CHANGED = "roles_changed", _("Who works with the round changed")
    ASSESSORS_ASSIGNED = "assessors_assigned", _("Assessors assigned")
    PLAN_SAVED = "plan_saved", _("Proposal for the money saved")
    PLAN_ADOPTED = "plan_adopted", _("Proposal for the money adopted")
    PLAN_TAKEN_BACK = "plan_taken_back", _("Proposal for the money no longer adopted")
    EXPORTED = "exported", _("List exported")
    LETTERS_RELEASED = "letters_released", _("Letters released")


class RoundEvent(Immutable):
    """One line in the log of a round. The name is the actor's as it was then."""

    round = models.ForeignKey(
        "stipend_portal.Round", on_delete=models.PROTECT, related_name="events", verbose_name=_("round")
    )
    kind = models.CharField(_("what happened"), max_length=24, choices=RoundEventKind)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    actor_name = models.CharField(_("name then"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("event of a round")
        verbose_name_plural = _("events of rounds")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["round", "at"], name="event_of_round")]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_kind_display()}"
