"""Ready words for asking an applicant for more, in both languages, written by BUN."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from stipend_portal.questions import BY_KEY, SECTIONS


def pages() -> list[tuple[str, Any]]:
    """The pages of the application, to choose from: key and title."""
    return [(section.key, section.title) for section in SECTIONS]


class SupplementTemplate(models.Model):
    """Something that is often missing: a name for those who choose it, and what the applicant then reads.

    Nothing is filled in: the words are put in as they stand, and the officer changes them for the case.
    """

    name = models.CharField(
        _("name"), max_length=80, help_text=_("What you choose it by. Only staff see it.")
    )
    swedish = models.TextField(_("in Swedish"), max_length=1000)
    english = models.TextField(_("in English"), max_length=1000)
    section = models.CharField(
        _("goes with the page"),
        max_length=20,
        choices=pages,
        blank=True,
        help_text=_("The page is ticked when the words are put in. Leave it empty if any page will do."),
    )
    position = models.PositiveSmallIntegerField(
        _("place in the list"), default=100, help_text=_("The smallest number comes first.")
    )
    active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Take away the tick to keep the words but no longer offer them."),
    )

    class Meta:
        verbose_name = _("supplement template")
        verbose_name_plural = _("supplement templates")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse braces: in letters they are filled in, and here the applicant would read them as they stand."""
        super().clean()
        wrong = [name for name in ("swedish", "english") if set("{}") & set(getattr(self, name))]
        if wrong:
            words = _("Nothing is filled in here. Write it in words, without { and }.")
            raise ValidationError(dict.fromkeys(wrong, words))

    def words(self, language: str) -> str:
        """What an applicant with this language reads."""
        return self.english if language == "en" else self.swedish

    @property
    def page(self) -> str:
        """The title of the page it goes with; empty where there is none."""
        return str(BY_KEY[self.section].title) if self.section else ""
