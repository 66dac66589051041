"""The documents of a case, as the diary lists them: what came in, what went out, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.models.immutable import Immutable


class CaseDocument(Immutable):
    """One registered document (offentlighets- och sekretesslagen 5:2: date, number, from or to, matter)."""

    class Direction(models.TextChoices):
        INCOMING = "in", _("Incoming")
        OUTGOING = "out", _("Outgoing")
        DRAWN_UP = "own", _("Drawn up here")

    class Kind(models.TextChoices):
        APPLICATION = "application", _("Application")
        SUPPLEMENT = "supplement", _("Supplement")
        ATTACHMENT = "attachment", _("Attachment")
        GUARDIAN_ANSWER = "guardian_answer", _("Guardian's answer")
        MESSAGE = "message", _("Message")
        SUPPLEMENT_REQUEST = "supplement_request", _("Request for supplement")
        DECISION = "decision", _("Decision")
        LETTER = "letter", _("Letter")
        LETTER_BY_POST = "post", _("Letter by post")
        TELEPHONE = "telephone", _("Telephone call")
        OTHER = "other", _("Other document")

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("application"),
    )
    # Within the case, from 1: the agenda and the minutes cite it.
    number = models.PositiveSmallIntegerField(_("number"))
    direction = models.CharField(_("direction"), max_length=4, choices=Direction)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("what it is"), max_length=200, blank=True)
    # When it came or went, which is not always when it was registered.
    on = models.DateField(_("date"))
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    # Empty when the site registered it by itself.
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered by"),
    )

    class Meta:
        verbose_name = pgettext_lazy("case", "document")
        verbose_name_plural = pgettext_lazy("case", "documents")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="document_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.number}"
