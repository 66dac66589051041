"""Who of those who work here has signed in, and what was done to her way of signing in. Only ever added to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.models.immutable import Immutable


class SignInEvent(Immutable):
    """One thing that happened, with names as they were then.

    There is a row for staff only, and for no address that is not a staff account. No network address is kept.
    A person can be deleted and her rows stay as they were, so look a name up in `user_name`, not in `user`.
    """

    class Kind(models.TextChoices):
        """What happened."""

        SIGNED_IN = "signed_in", _("Signed in")
        SIGNED_OUT = "signed_out", _("Signed out")
        WRONG_PASSWORD = "wrong_password", _("Wrong password")
        WRONG_CODE = "wrong_code", _("Wrong code")
        SET_UP = "set_up", _("App set up")
        CHANGED = "changed", _("Changed to another app")
        RECOVERY_CODE_USED = "recovery_code_used", _("Recovery code used")
        NEW_RECOVERY_CODES = "new_recovery_codes", _("New recovery codes")
        RESET = "reset", _("Second step removed by an administrator")
        EMERGENCY_RESET = "emergency_reset", _("Second step removed from the command line")

    class Method(models.TextChoices):
        """How someone came in."""

        PASSWORD = "password", _("Password alone")
        APP = "app", _("Password and code from the app")
        RECOVERY_CODE = "recovery_code", _("Password and recovery code")

    at = models.DateTimeField(_("when"), auto_now_add=True)
    # As in Wagtail's own log: a row that is never changed cannot forget a person who is deleted.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("whose account"),
    )
    user_name = models.CharField(_("name then"), max_length=320)
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    method = models.CharField(_("how"), max_length=20, choices=Method, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    by_name = models.CharField(_("done by, name then"), max_length=320, blank=True)

    class Meta:
        verbose_name = _("sign-in event")
        verbose_name_plural = _("sign-in events")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="sign_in_event_by_time"),
            models.Index(fields=["user", "-at"], name="sign_in_event_by_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="signed_in", method__gt="") | ~Q(kind="signed_in") & Q(method=""),
                name="sign_in_event_has_method",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.get_kind_display()}"
