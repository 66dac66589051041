"""Files that applicants attach: private, and told clean by the scanner before staff can open them."""

import uuid

from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.utils.translation import gettext_lazy as _


def private_storage() -> Storage:
    """Where no address of the web reaches; only a view that asks for permission reads from it."""
    return storages["private"]


class StoredFile(models.Model):
    """Base of the attached files. The content never changes: another file is another row."""

    class Scan(models.TextChoices):
        NOT_NEEDED = "not_needed", _("Not scanned: no scanner is connected")
        WAITING = "waiting", _("Waiting to be scanned")
        CLEAN = "clean", _("Scanned, nothing found")
        INFECTED = "infected", _("Removed: something harmful was found")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("file"), storage=private_storage, max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=60)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    about = models.CharField(_("what it is"), max_length=200, blank=True)
    scan = models.CharField(_("scan"), max_length=12, choices=Scan)
    scanned_at = models.DateTimeField(_("scanned"), null=True, blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def as_answer(self) -> dict[str, str | int]:
        """The file as the answers of a version name it, with its fingerprint: what is sent in is exactly this."""
        return {
            "id": str(self.pk),
            "name": self.name,
            "about": self.about,
            "size": self.size,
            "sha256": self.sha256,
            "content_type": self.content_type,
        }

    @property
    def can_be_opened_by_staff(self) -> bool:
        """Only what the scanner has passed, or where there is no scanner to ask."""
        return self.scan in {self.Scan.CLEAN, self.Scan.NOT_NEEDED}


class DraftFile(StoredFile):
    """A file of a draft: the applicant's alone."""

    draft = models.ForeignKey("stipend_portal.Draft", on_delete=models.CASCADE, related_name="files")

    class Meta:
        verbose_name = _("file of a draft")
        verbose_name_plural = _("files of drafts")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["created_at"], name="draft_file_to_scan", condition=models.Q(scan="waiting"))
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Attachment(StoredFile):
    """A file that was sent in. Which versions it belongs to is told by their answers."""

    application = models.ForeignKey(
        "stipend_portal.Application",
        on_delete=models.PROTECT,
        related_name="attachments",
        verbose_name=_("application"),
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["created_at"], name="attachment_to_scan", condition=models.Q(scan="waiting"))
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.pk}"
