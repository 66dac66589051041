"""A file that belongs to a page, such as the decision that the page retells."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home.file_facts import kind_of, size_in_words


class AttachedFile(models.Model):
    """Mix-in for pages with one file to take home. Templates show it by `components/document.html`."""

    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown with its type and size. The page itself is easier to read for most people."),
    )

    document_panel = FieldPanel("document")

    class Meta:
        abstract = True

    @property
    def document_facts(self) -> str:
        """The kind and the size of the file, such as `pdf, 606 kB`."""
        return f"{kind_of(self.document)}, {size_in_words(self.document.get_file_size())}"
