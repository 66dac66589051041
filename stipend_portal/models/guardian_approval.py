"""A guardian's answer to one version of an application, or why there is none."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stipend_portal.models.signed_link import SignedLink


class GuardianApproval(SignedLink):
    """One guardian, one version. Both guardians decide together (föräldrabalken 6:13)."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Waiting for an answer")
        UNREACHABLE = "unreachable", _("Cannot be reached")
        NOT_ASKED = "not_asked", _("Not asked: the applicant wants to talk to us first")
        APPROVED = "approved", pgettext_lazy("guardian", "Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Approval taken back")
        WAIVED = "waived", _("Goes on without, by a case officer's decision")

    salt = "stipend_portal.guardian"

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="approvals",
        verbose_name=_("application"),
    )
    version = models.ForeignKey(
        "stipend_portal.ApplicationVersion",
        on_delete=models.PROTECT,
        related_name="approvals",
        verbose_name=_("version"),
    )
    # Whose guardian: a member's of the group, or where empty the applicant's.
    member = models.ForeignKey(
        "stipend_portal.GroupMember",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approvals",
        verbose_name=_("member of the group"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    appointed = models.BooleanField(_("specially appointed"), default=False)
    status = models.CharField(_("answer"), max_length=12, choices=Status, default=Status.INVITED)
    # The applicant's words of why a guardian is not asked, or the officer's of why it goes on without.
    reason = models.TextField(_("reason"), blank=True)
    invited_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    on_paper = models.BooleanField(_("on paper"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    reminded_at = models.DateTimeField(_("last reminder"), null=True, blank=True)

    class Meta:
        verbose_name = _("guardian's approval")
        verbose_name_plural = _("guardians' approvals")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["invited_at"], name="guardian_waiting", condition=Q(status="invited")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "email"],
                condition=Q(member__isnull=True) & ~Q(email=""),
                name="guardian_asked_once_per_version",
            ),
            models.UniqueConstraint(
                fields=["member", "email"],
                condition=Q(member__isnull=False) & ~Q(email=""),
                name="guardian_asked_once_per_member",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=["invited", "unreachable", "not_asked"], answered_at__isnull=True)
                    | (~Q(status__in=["invited", "unreachable", "not_asked"]) & Q(answered_at__isnull=False))
                ),
                name="guardian_answered_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="invited") | ~Q(email=""), name="guardian_invited_has_address"
            ),
            models.CheckConstraint(
                condition=~Q(status="waived") | (Q(recorded_by__isnull=False) & ~Q(reason="")),
                name="guardian_waived_by_someone_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.pk}"

    def get_absolute_url(self) -> str:
        """The guardian's page. Whoever has this address can answer, so it goes in her mail only."""
        return reverse("guardian", args=[self.token])


# Those that stand in the way of a complete application no more, and those still to be heard.
SETTLED = frozenset({GuardianApproval.Status.APPROVED, GuardianApproval.Status.WAIVED})
