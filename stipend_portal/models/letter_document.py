"""The PDF of a decision letter: made once, and the same whoever opens it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stipend_portal.models.stored_file import private_storage


class LetterDocument(models.Model):
    """A private file, kept beside the mail whose words it holds."""

    message = models.OneToOneField(
        "stipend_portal.OutboxMessage",
        on_delete=models.PROTECT,
        related_name="document",
        verbose_name=_("letter"),
    )
    file = models.FileField(_("file"), storage=private_storage, max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("letter as PDF")
        verbose_name_plural = _("letters as PDF")

    def __str__(self) -> str:
        return str(self.message_id)
