"""Links to pages of ours and of others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


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
        template = "blocks/link_list.html"
