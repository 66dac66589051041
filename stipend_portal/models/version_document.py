"""The copy of a version as a PDF: the applicant's, and the one the record keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stipend_portal.models.stored_file import private_storage


class VersionDocument(models.Model):
    """Made once for each version, and kept: everybody who asks gets the same bytes."""

    version = models.OneToOneField(
        "stipend_portal.ApplicationVersion",
        on_delete=models.PROTECT,
        related_name="document",
        verbose_name=_("version"),
    )
    file = models.FileField(_("file"), storage=private_storage, max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")

    def __str__(self) -> str:
        return str(self.version)
