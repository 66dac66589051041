"""Texts of the application that BUN edits in the admin: help, promise, notices."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class PortalText(models.Model):
    """One text in both languages. Which there are is told by `stipend_portal.texts`."""

    key = models.SlugField(unique=True, editable=False)
    swedish = models.TextField(_("in Swedish"), blank=True)
    english = models.TextField(_("in English"), blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["pk"]

    def __str__(self) -> str:
        from stipend_portal.texts import PLACES

        return str(PLACES.get(self.key, self.key))

    @property
    def local(self) -> str:
        """The text in the reader's language."""
        return self.english if get_language() == "en" else self.swedish
