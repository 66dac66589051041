"""A kind of stipend: its standing text, what it asks, and how much there is for how many."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class Programme(ClusterableModel):
    """A stipend that comes back round after round. Its switches decide which questions are asked."""

    class Applicants(models.TextChoices):
        ALONE = "alone", _("One person only")
        BOTH = "both", _("One person or a group")
        GROUP = "group", _("Groups only")

    class Attachments(models.TextChoices):
        NONE = "none", _("None")
        OPTIONAL = "optional", _("May be attached")
        REQUIRED = "required", _("At least one must be attached")

    class AmountRule(models.TextChoices):
        CEILING = "ceiling", _("What was applied for, up to the most that the round says")
        FIXED = "fixed", _("The same for everyone: the most that the round says")
        SHARE = "share", _("A share of the cost, up to the most that the round says")

    name = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    purpose = models.TextField(_("purpose in Swedish"))
    purpose_en = models.TextField(_("purpose in English"))

    rules = models.TextField(
        _("rules in Swedish"),
        blank=True,
        help_text=_("What is granted, what is not, and what is expected afterwards."),
    )
    rules_en = models.TextField(_("rules in English"), blank=True)

    amount_rule = models.CharField(
        _("how much one person can get"), max_length=8, choices=AmountRule, default=AmountRule.CEILING
    )
    share_percent = models.PositiveSmallIntegerField(
        _("share of the cost, in per cent"),
        null=True,
        blank=True,
        help_text=_("Only where a share of the cost is granted."),
    )

    # Nothing is removed by itself: a purge needs the board's decision, and this says which it is.
    retention_years = models.PositiveSmallIntegerField(
        _("years that cases are kept"),
        null=True,
        blank=True,
        help_text=_("Counted from the end of the year of the decision. Empty: kept for good."),
    )
    retention_basis = models.CharField(
        _("by which decision"),
        max_length=200,
        blank=True,
        help_text=_("The plan for keeping documents, or the decision on what may be removed."),
    )

    applicants = models.CharField(
        _("who may apply"), max_length=8, choices=Applicants, default=Applicants.ALONE
    )
    largest_group = models.PositiveSmallIntegerField(
        _("most people in a group"),
        default=10,
        help_text=_("The contact person is counted."),
    )
    asks_school = models.BooleanField(_("ask for school and class"), default=False)
    asks_host = models.BooleanField(_("ask who receives the applicant"), default=False)
    asks_own_contribution = models.BooleanField(_("ask what the applicant pays herself"), default=False)
    asks_other_funding = models.BooleanField(_("ask for money from others"), default=False)
    asks_two_quotes = models.BooleanField(_("ask for two quotes for the journey"), default=False)
    attachments = models.CharField(
        _("attachments"), max_length=8, choices=Attachments, default=Attachments.OPTIONAL
    )
    most_attachments = models.PositiveSmallIntegerField(_("most attachments"), default=8)

    class Meta:
        verbose_name = _("stipend")
        verbose_name_plural = _("stipends")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(largest_group__gte=2, largest_group__lte=30),
                name="programme_group_of_two_to_thirty",
                violation_error_message=_("A group has 2 to 30 people."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(amount_rule="share", share_percent__gte=1, share_percent__lte=100)
                    | ~models.Q(amount_rule="share")
                ),
                name="programme_share_is_told",
                violation_error_message=_("Write how large a share of the cost is granted, 1 to 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(retention_years__isnull=True) | ~models.Q(retention_basis=""),
                name="programme_retention_has_basis",
                violation_error_message=_("Write by which decision cases may be removed after that time."),
            ),
            models.CheckConstraint(
                condition=models.Q(most_attachments__gte=1, most_attachments__lte=30),
                name="programme_one_to_thirty_attachments",
                violation_error_message=_("Allow 1 to 30 attachments."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Say at the right question what does not fit together."""
        super().clean()
        problems: dict[str, Any] = {}
        if self.amount_rule == self.AmountRule.SHARE:
            if self.share_percent is None or not 1 <= self.share_percent <= 100:
                problems["share_percent"] = _("Write how large a share of the cost is granted, 1 to 100.")
        elif self.share_percent is not None:
            problems["share_percent"] = _(
                "Leave this empty, or choose above that a share of the cost is paid."
            )
        if self.retention_years == 0:
            problems["retention_years"] = _("Write 1 year or more, or leave it empty to keep cases for good.")
        elif self.retention_years is not None and not self.retention_basis.strip():
            problems["retention_basis"] = _("Write by which decision cases may be removed after that time.")
        if problems:
            raise ValidationError(problems)

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name

    @property
    def local_rules(self) -> str:
        """The rules in the reader's language."""
        return self.rules_en if get_language() == "en" else self.rules

    @property
    def local_purpose(self) -> str:
        """The purpose in the reader's language."""
        return self.purpose_en if get_language() == "en" else self.purpose


class GroupAmount(models.Model):
    """The most for each person, in whole kronor, in a group of at least so many."""

    programme = ParentalKey(
        Programme, on_delete=models.CASCADE, related_name="group_amounts", verbose_name=_("stipend")
    )
    people = models.PositiveSmallIntegerField(_("from this many people"))
    amount = models.PositiveIntegerField(_("most for each person, in whole kronor"))

    class Meta:
        verbose_name = _("amount in groups")
        verbose_name_plural = _("amounts in groups")
        ordering = ["people"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "people"], name="group_amount_once_per_size"),
            models.CheckConstraint(
                condition=models.Q(people__gte=2, amount__gt=0),
                name="group_amount_for_two_or_more",
                violation_error_message=_("Write 2 people or more, and an amount above zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people}: {self.amount}"
