"""Someone who travels with the applicant, and who confirms her own part herself."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stipend_portal.models.signed_link import SignedLink


class GroupMember(SignedLink):
    """One member of a group, as one version names her. The contact person is the applicant herself."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Waiting for an answer")
        CONFIRMED = "confirmed", _("Has said yes")
        DECLINED = "declined", _("Has said no")

    salt = "stipend_portal.member"

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="members",
        verbose_name=_("application"),
    )
    version = models.ForeignKey(
        "stipend_portal.ApplicationVersion",
        on_delete=models.PROTECT,
        related_name="members",
        verbose_name=_("version"),
    )
    name = models.CharField(_("name"), max_length=120)
    birth_date = models.DateField(_("date of birth"))
    connection = models.CharField(_("link to Åmål"), max_length=12)
    email = models.EmailField(_("e-mail address"))
    status = models.CharField(_("answer"), max_length=12, choices=Status, default=Status.INVITED)
    # What she herself tells of her guardians, in the form of the answers of that page.
    custody = models.JSONField(default=dict, blank=True)
    # Why she said no, if she wants to tell: the contact person and the case officers read it.
    reason = models.TextField(_("reason"), blank=True)
    invited_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    reminded_at = models.DateTimeField(_("last reminder"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of the group")
        verbose_name_plural = _("members of the group")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["invited_at"], name="member_waiting", condition=Q(status="invited")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["version", "email"], name="member_asked_once_per_version"),
            models.CheckConstraint(
                condition=(
                    Q(status="invited", answered_at__isnull=True)
                    | (~Q(status="invited") & Q(answered_at__isnull=False))
                ),
                name="member_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.pk}"

    def get_absolute_url(self) -> str:
        """The member's page. Whoever has this address can answer, so it goes in her mail only."""
        return reverse("member", args=[self.token])
