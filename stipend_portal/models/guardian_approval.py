"""A guardian's answer to one version of an application."""

from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

_SALT = "stipend_portal.guardian"


def new_nonce() -> str:
    """A random part of the link. Changing it on the row makes every link sent before worthless."""
    return get_random_string(12)


class GuardianApproval(models.Model):
    """One guardian, one version. Both guardians decide together (föräldrabalken 6:13)."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Waiting for an answer")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Approval taken back")

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
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    status = models.CharField(_("answer"), max_length=12, choices=Status, default=Status.INVITED)
    invited_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    nonce = models.CharField(max_length=12, default=new_nonce, editable=False)

    class Meta:
        verbose_name = _("guardian's approval")
        verbose_name_plural = _("guardians' approvals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "email"], name="guardian_asked_once_per_version"),
            models.CheckConstraint(
                condition=(
                    Q(status="invited", answered_at__isnull=True)
                    | (~Q(status="invited") & Q(answered_at__isnull=False))
                ),
                name="guardian_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.pk}"

    @property
    def token(self) -> str:
        """The secret part of the link: signed, so that it need not be stored."""
        return signing.dumps([self.pk, self.nonce], salt=_SALT)

    def get_absolute_url(self) -> str:
        """The guardian's page. Whoever has this address can answer, so it goes in her mail only."""
        return reverse("guardian", args=[self.token])

    @classmethod
    def from_token(cls, token: str) -> "GuardianApproval":
        """Find the approval a link is for. Raises `DoesNotExist` for a forged or withdrawn link."""
        try:
            pk, nonce = signing.loads(token, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise cls.DoesNotExist from error
        return cls.objects.select_related("application__round__programme", "version").get(pk=pk, nonce=nonce)
