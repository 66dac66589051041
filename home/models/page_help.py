"""Whether pages helped their readers: counters by day, and words that belong to nobody."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PageHelp(models.Model):
    """How many said on one day that a page helped, and how many that it did not."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    day = models.DateField(_("day"))
    yes = models.PositiveIntegerField(_("helped"), default=0)
    no = models.PositiveIntegerField(_("did not help"), default=0)

    class Meta:
        verbose_name = _("whether a page helped")
        verbose_name_plural = _("whether pages helped")
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="page_help_once_a_day")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}: {self.yes}/{self.no}"


class PageHelpText(models.Model):
    """What a reader missed on a page. Nothing says who wrote; only the day is kept, and not for long."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    day = models.DateField(_("day"), default=timezone.localdate, db_index=True)
    text = models.CharField(_("what the reader missed"), max_length=500)

    class Meta:
        verbose_name = _("reader's words")
        verbose_name_plural = _("readers' words")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
