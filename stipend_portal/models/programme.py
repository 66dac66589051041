"""A kind of stipend and its standing text."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Programme(models.Model):
    """A stipend that comes back round after round."""

    name = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    purpose = models.TextField(_("purpose in Swedish"))
    purpose_en = models.TextField(_("purpose in English"))

    class Meta:
        verbose_name = _("stipend")
        verbose_name_plural = _("stipends")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name

    @property
    def local_purpose(self) -> str:
        """The purpose in the reader's language."""
        return self.purpose_en if get_language() == "en" else self.purpose
