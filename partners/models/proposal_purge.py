"""That proposals have been deleted, and by what rule."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models.immutable import Immutable


class ProposalPurge(Immutable):
    """One clearing out: how many closed proposals went, and how old they had to be. Holds nothing of what they said."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    number = models.PositiveIntegerField(_("number of proposals"))
    months = models.PositiveSmallIntegerField(_("months that the rule gave them"))

    class Meta:
        verbose_name = _("clearing out of proposals")
        verbose_name_plural = _("clearings out of proposals")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.number}"
