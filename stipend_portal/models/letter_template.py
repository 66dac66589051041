"""The words of decision letters, one for each outcome and language, edited by BUN."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from stipend_portal.models.decision import Outcome

# What may be filled in, and what it means. Anything else in braces is refused when the template is saved.
PLACEHOLDERS = {
    "name": _("the applicant's name"),
    "reference": _("the reference number"),
    "round": _("the round's name"),
    "programme": _("the stipend's name"),
    "destination": _("where the trip goes"),
    "applied": _("the amount applied for"),
    "amount": _("the amount granted"),
    "reason": _("the reason for the decision"),
    "decided_by": _("who decided: the body, or the officer's point of delegation"),
    "decided_on": _("the day of the decision"),
    "paragraph": _("the paragraph of the minutes or the point of delegation"),
    "contact": _("whom to ask"),
}


class LetterTemplate(models.Model):
    """Subject and body with placeholders such as {name}."""

    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, editable=False)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("letter"))

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "language"], name="letter_template_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.get_language_display()})"

    def clean(self) -> None:
        """Refuse placeholders that nothing would fill in, and a letter without its reason."""
        super().clean()
        problems = {}
        for name in ("subject", "body"):
            unknown = sorted(
                set(re.findall(r"\{[^}]*\}", getattr(self, name))) - {f"{{{key}}}" for key in PLACEHOLDERS}
            )
            if unknown:
                problems[name] = _("These cannot be filled in. Take away: %(unknown)s") % {
                    "unknown": ", ".join(unknown)
                }
        if "{reason}" not in self.body and "body" not in problems:
            problems["body"] = _("The letter must hold {reason}: a decision is given with its reason.")
        if problems:
            raise ValidationError(problems)
