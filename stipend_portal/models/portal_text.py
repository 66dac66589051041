"""Texts of the application that BUN edits in the admin: help, promise, notices."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stipend_portal.first_texts import PLACES, REQUIRED


class PortalText(models.Model):
    """One text in both languages. Which there are is told by `stipend_portal.first_texts`."""

    key = models.SlugField(unique=True, editable=False)
    swedish = models.TextField(_("in Swedish"), blank=True)
    english = models.TextField(_("in English"), blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(PLACES.get(self.key, self.key))

    def clean(self) -> None:
        """Keep what must be said, and refuse placeholders that nothing would fill in."""
        super().clean()
        problems = {name: self._problem(getattr(self, name)) for name in ("swedish", "english")}
        found = {name: problem for name, problem in problems.items() if problem}
        if found:
            raise ValidationError(found)

    def _problem(self, words: str) -> str:
        if self.key in REQUIRED and not words.strip():
            return _("This text must be there in both languages. Change it, but do not leave it empty.")
        unknown = sorted(set(re.findall(r"\{[^}]*\}", words)) - {"{contact}"})
        if unknown:
            return _("Only {contact} can be filled in. Take away: %(unknown)s") % {
                "unknown": ", ".join(unknown)
            }
        return ""

    @property
    def local(self) -> str:
        """The text in the reader's language."""
        return self.english if get_language() == "en" else self.swedish
