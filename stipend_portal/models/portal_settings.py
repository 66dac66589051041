"""How long drafts are kept and when people are reminded: set by BUN, not by the code."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

_DAYS = [MinValueValidator(1), MaxValueValidator(730)]


@register_setting(icon="time", order=100)
class PortalSettings(BaseGenericSetting):
    """Times of the portal, in days."""

    draft_days = models.PositiveSmallIntegerField(
        _("days a draft is kept after it was last saved"), default=90, validators=_DAYS
    )
    draft_warning_days = models.PositiveSmallIntegerField(
        _("days before it is removed that the applicant is warned"), default=7, validators=_DAYS
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("days between reminders to guardians and group members"), default=5, validators=_DAYS
    )
    most_reminders = models.PositiveSmallIntegerField(
        _("most reminders to each"), default=3, validators=[MaxValueValidator(20)]
    )
    supplement_reminder_days = models.PositiveSmallIntegerField(
        _("days before a supplement is due that the applicant is reminded"), default=3, validators=_DAYS
    )
    unused_account_days = models.PositiveSmallIntegerField(
        _("days an account that was never used is kept"), default=30, validators=_DAYS
    )

    class Meta:
        verbose_name = _("times for applications")

    def clean(self) -> None:
        """A warning must come before what it warns of."""
        super().clean()
        if self.draft_days and self.draft_warning_days and self.draft_warning_days >= self.draft_days:
            raise ValidationError({"draft_warning_days": _("Warn fewer days before than a draft is kept.")})
