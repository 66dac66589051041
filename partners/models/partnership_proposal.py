"""Somebody's proposal of something to do together across a border."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnershipProposal(models.Model):
    """What was sent in with the form, when it came, and what the co-ordinating unit has done about it.

    It is a public record from the moment it comes in (tryckfrihetsförordningen 2:9): what was written never
    changes, only the handling does.
    """

    class Proposer(models.TextChoices):
        """Who proposes."""

        ASSOCIATION = "association", _("An association")
        SCHOOL = "school", _("A school")
        COMPANY = "company", _("A company")
        MUNICIPALITY = "municipality", _("A municipality or town in another country")
        OTHER = "other", _("Someone else")

    class Status(models.TextChoices):
        """How far it has come."""

        NEW = "new", pgettext_lazy("proposal", "New")
        ANSWERED = "answered", pgettext_lazy("proposal", "Answered")
        CLOSED = "closed", pgettext_lazy("proposal", "Closed")

    proposer = models.CharField(_("who proposes"), max_length=20, choices=Proposer.choices)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    contact_name = models.CharField(_("contact"), max_length=100)
    email = models.EmailField(_("e-mail"))
    where = models.CharField(_("where"), max_length=120)
    idea = models.TextField(_("what they want to do"), max_length=3000)
    when = models.CharField(_("when"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    arrived_at = models.DateTimeField(_("arrived"), default=timezone.now)
    answer_by = models.DateField(_("answer by"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.NEW)
    status_set_at = models.DateTimeField(_("status set"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.TextField(
        _("note"),
        blank=True,
        max_length=2000,
        help_text=_("What was done. Not shown to the one who proposed."),
    )

    class Meta:
        verbose_name = _("proposal of co-operation")
        verbose_name_plural = _("proposals of co-operation")
        ordering = ["-arrived_at", "-pk"]
        default_permissions = ("view", "change")
        indexes = [
            models.Index(fields=["-arrived_at", "-id"], name="proposal_newest_first"),
            models.Index(fields=["status", "answer_by"], name="proposal_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="new") | Q(status_set_at__isnull=False),
                name="proposal_handled_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        # Never a name: it is stored in logs and lists of what has been done.
        return self.reference

    @property
    def reference(self) -> str:
        """What to call it in a mail; it opens nothing."""
        return f"SAM-{self.pk}"

    @property
    def lateness(self) -> str:
        """That it should have been answered by now; nothing while there is time, or when it is."""
        late = self.status == self.Status.NEW and timezone.localdate() > self.answer_by
        return str(pgettext_lazy("proposal", "Late")) if late else ""
