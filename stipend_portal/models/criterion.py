"""What an application is judged by."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from stipend_portal import rules


class Criterion(Orderable):
    """One criterion of a round: published when it opens, and the same for all (kommunallagen 2:3)."""

    round = ParentalKey(
        "stipend_portal.Round", on_delete=models.CASCADE, related_name="criteria", verbose_name=_("round")
    )
    name = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    guidance = models.TextField(
        _("guidance"),
        blank=True,
        help_text=_("What a low, a middle and a high score mean. It stands beside the scores."),
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("A criterion of weight 2 counts twice as much as one of weight 1."),
    )
    highest = models.PositiveSmallIntegerField(
        _("highest score"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
        help_text=_("Scores go from 1 to this."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100, highest__gte=2, highest__lte=10),
                name="criterion_weight_and_scale",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name


@dataclass(frozen=True)
class Weighed:
    """A criterion as readers meet it: its name in their language, and its share of the whole in per cent."""

    name: str
    share: int
    weight: int
    highest: int
    guidance: str


def weighed(criteria: Iterable[Criterion]) -> list[Weighed]:
    """The criteria with their shares of the total weight; the shares are whole per cent and add up to 100."""
    rows = list(criteria)
    shares = rules.shares_of([row.weight for row in rows])
    return [
        Weighed(row.local_name, share, row.weight, row.highest, row.guidance)
        for row, share in zip(rows, shares, strict=True)
    ]
