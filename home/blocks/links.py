"""Links to pages of ours and of others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from home.file_facts import kind_of, size_in_words


class LinkValue(blocks.StructValue):
    """What a template needs of a link."""

    @property
    def href(self) -> str:
        """Where it leads: the page if one is chosen, otherwise the address."""
        page = self.get("page")
        return (page.url or "") if page else self.get("url", "")

    @property
    def label(self) -> str:
        """Its words: the editor's own, or the page's title."""
        page = self.get("page")
        return self.get("text") or (page.title if page else self.get("url", ""))


class LinkBlock(blocks.StructBlock):
    """One link: to a page here, or to an address elsewhere."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(required=False, label=_("Address"))
    text = blocks.CharBlock(
        max_length=120,
        required=False,
        label=_("Link text"),
        help_text=_("Say where the link leads. Empty means the title of the page."),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        """Ask for exactly one target, and for words when the target is an address."""
        value = super().clean(value)
        page, url = value.get("page"), value.get("url")
        if bool(page) == bool(url):
            raise ValidationError(_("Choose a page or write an address, one of the two."))
        if url and not value.get("text"):
            raise ValidationError(_("Write the link text for an address elsewhere."))
        return value


class LinkListBlock(blocks.StructBlock):
    """A titled list of links."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("List of links")
        description = _("A titled list of pages and addresses to go on to.")
        template = "blocks/link_list.html"

    def get_preview_value(self) -> Any:
        """Two links."""
        links = [
            {"page": None, "url": "https://example.org/", "text": text}
            for text in (gettext("How to apply"), gettext("Partner towns"))
        ]
        return self.normalize({"title": gettext("Read more about it"), "links": links})


class FileValue(blocks.StructValue):
    """What a template needs of a file."""

    @property
    def label(self) -> str:
        """Its words: the editor's own, or the file's title."""
        return self.get("title") or self["document"].title

    @property
    def facts(self) -> str:
        """Kind and size, such as `pdf, 606 kB`."""
        return f"{kind_of(self['document'])}, {size_in_words(self['document'].get_file_size())}"


class FileBlock(blocks.StructBlock):
    """A file to take home, with its kind and size."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        max_length=160,
        required=False,
        label=_("Title"),
        help_text=_("Empty means the title of the file. Kind and size are added."),
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        description = _("A file with its kind and size. A page is nearly always better for the reader.")
        template = "blocks/file.html"
        value_class = FileValue

    def get_preview_value(self) -> Any:
        """A file that does not exist."""
        document = get_document_model()(
            pk=0, title=gettext("An example"), file="exempel.pdf", file_size=606_000
        )
        return self.normalize({"document": document, "title": ""})
