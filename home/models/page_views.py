"""How often pages are shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageViews(models.Model):
    """How many times one address was shown on one day. Nothing is known of who read."""

    path = models.CharField(_("address"), max_length=500)
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("visits"), default=0)

    class Meta:
        verbose_name = _("visits to a page")
        verbose_name_plural = _("visits to pages")
        constraints = [models.UniqueConstraint(fields=["path", "day"], name="page_views_once_a_day")]

    def __str__(self) -> str:
        return f"{self.path} {self.day}: {self.count}"
