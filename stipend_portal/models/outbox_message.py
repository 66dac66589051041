"""Every mail the portal sends, from being written to what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Stands in a stored text where a guardian's or a member's secret link goes. The link is made when the mail leaves,
# so that nobody who may read the outbox can answer in a guardian's place.
LINK_PLACEHOLDER = "[[secret-link:{language}]]"


class OutboxMessage(models.Model):
    """Written in the same transaction as what it tells of; sent by the worker."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Receipt")
        GUARDIAN_INVITATION = "guardian_invitation", _("Question to guardian")
        GUARDIAN_REMINDER = "guardian_reminder", _("Reminder to guardian")
        GUARDIAN_ANSWERED = "guardian_answered", _("A guardian has answered")
        GUARDIAN_WAIVED = "guardian_waived", _("Goes on without a guardian's approval")
        MEMBER_INVITATION = "member_invitation", _("Question to a member of the group")
        MEMBER_REMINDER = "member_reminder", _("Reminder to a member of the group")
        MEMBER_ANSWERED = "member_answered", _("A member of the group has answered")
        SUPPLEMENT_REQUEST = "supplement_request", _("Request for supplement")
        SUPPLEMENT_REMINDER = "supplement_reminder", _("Reminder of supplement")
        SUPPLEMENT_RECEIPT = "supplement_receipt", _("Receipt for supplement")
        MESSAGE = "message", _("You have a message")
        FILE_REMOVED = "file_removed", _("A harmful file was removed")
        DRAFT_BEGUN = "draft_begun", _("Begun application")
        DRAFT_EXPIRES = "draft_expires", _("Begun application soon removed")
        WITHDRAWN = "withdrawn", _("Confirmation of withdrawal")
        DECISION_LETTER = "decision_letter", _("Decision letter")
        PAGES_TO_LOOK_OVER = "pages_to_look_over", _("Pages to look over")

    class Status(models.TextChoices):
        HELD = "held", _("Waiting to be released")
        QUEUED = "queued", _("Waiting to be sent")
        SENT = "sent", _("Handed to the mail service")
        DELIVERED = "delivered", _("Delivered")
        BOUNCED = "bounced", _("Came back")
        FAILED = "failed", _("Could not be sent")
        TO_PRINT = "to_print", _("To be printed and posted")
        POSTED = "posted", _("Sent by post")
        REPLACED = "replaced", _("Replaced by a later one")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Empty for mails about a draft or about the site's pages, which belong to no case and which no staff page shows.
    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("application"),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    # Empty for someone without e-mail: the text is then printed and posted.
    recipient = models.EmailField(_("to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    approval = models.ForeignKey(
        "stipend_portal.GuardianApproval",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("guardian's approval"),
    )
    member = models.ForeignKey(
        "stipend_portal.GroupMember",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("member of the group"),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prepared by"),
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    # The mail that did not arrive and that this one was sent instead of.
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("instead of"),
    )
    provider_id = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="outbox_due", condition=Q(status="queued")),
            models.Index(fields=["application", "-created_at"], name="outbox_of_application"),
            models.Index(
                fields=["created_at"],
                name="outbox_needs_a_person",
                condition=Q(status__in=["held", "bounced", "failed", "to_print"]),
            ),
        ]
        constraints = [
            # Four eyes: the one who wrote the decision is not the one who lets the letter go.
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=models.F("prepared_by")),
                name="outbox_released_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application or self.pk}: {self.get_kind_display()}"
